import { randomBytes } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'

const localSettings = z.object({ url: z.url(), adminKey: z.string().min(16), searchKey: z.string().min(16) })
/** Where the local server is and its keys; kept in .meridian/local.json for tools. */
export type LocalSettings = z.infer<typeof localSettings>

/** Undefined when the file is missing or is not what this module wrote. */
export async function readLocalSettings(path: string): Promise<LocalSettings | undefined> {
  try {
    return localSettings.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch {
    return undefined
  }
}

/** Keeps the keys of an earlier start, makes new ones otherwise; the address is always this start's. Readable by the owner only. */
export async function keepLocalSettings(path: string, url: string): Promise<LocalSettings> {
  const known = await readLocalSettings(path)
  const settings = { url, adminKey: known?.adminKey ?? makeKey('admin'), searchKey: known?.searchKey ?? makeKey('search') }
  if (known?.url !== url) await writePrivately(path, `${JSON.stringify(settings, null, 2)}\n`)
  return settings
}

function makeKey(kind: string): string {
  return `mrd_${kind}_${randomBytes(24).toString('base64url')}`
}

/** Whole or not at all, mode 0600. */
export async function writePrivately(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const temporary = `${path}.${process.pid}.tmp`
  await writeFile(temporary, text, { mode: 0o600 })
  await rename(temporary, path)
}
