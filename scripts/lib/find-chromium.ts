import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

// the shell is Chromium without a window: the same pages for a quarter less CPU
const NAMES = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const PLACES = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium']

export const CHROMIUM_MISSING =
  'The browser tests need Chromium: install it with `apt-get install -y chromium` (macOS: `brew install --cask chromium`), or name one with CHROMIUM_PATH.'

/** CHROMIUM_PATH when it is given, otherwise the first Chromium or Chrome of this machine; undefined when there is none. */
export function findChromium(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  const given = environment['CHROMIUM_PATH']
  if (given !== undefined && given !== '') return canRun(given) ? given : undefined
  const folders = (environment['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  return [...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))), ...PLACES].find(canRun)
}

function canRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
