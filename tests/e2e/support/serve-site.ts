import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import type { TestProject } from 'vitest/node'
import { waitUntilGathered, waitUntilSemantic } from '../../../evals/api-client.ts'
import { CHROMIUM_MISSING, findChromium } from '../../../scripts/lib/find-chromium.ts'
import { startMeridian } from '../../../scripts/lib/start-miniflare.ts'
import { buildPage } from '../../../scripts/start/page.ts'
import { LOCAL, ROOT, SAMPLES } from '../../../scripts/start/paths.ts'
import { loadSamples, SAMPLE_COLLECTIONS } from '../../../scripts/start/samples.ts'

export type Site = { url: string; adminKey: string; searchKey: string; browser: string }

declare module 'vitest' {
  // oxlint-disable-next-line typescript/consistent-type-definitions -- only an interface can be merged
  interface ProvidedContext {
    site: Site
  }
}

const LEARNING_SECONDS = 120
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** The page as built from these sources, one Worker with the samples loaded, learnt and their words gathered, one Chromium. Returns what ends them. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const executablePath = findChromium()
  if (executablePath === undefined) throw new Error(CHROMIUM_MISSING)
  await mkdir(LOCAL, { recursive: true })
  await buildPage(ROOT, join(LOCAL, 'page-of-the-browser-tests.log'))
  const searchKey = `search-${crypto.randomUUID()}`
  const server = await startMeridian({ vars: { MERIDIAN_SEARCH_KEY: searchKey, MERIDIAN_PAGE_KEY: searchKey } })
  const record = await mkdtemp(join(tmpdir(), 'meridian-samples-'))
  try {
    await loadSamples(server, SAMPLES, record)
    for (const name of SAMPLE_COLLECTIONS) {
      await waitUntilSemantic(server, name, LEARNING_SECONDS)
      await waitUntilGathered(server, name, LEARNING_SECONDS)
    }
    const browser = await chromium.launchServer({ executablePath, headless: true, args: ARGUMENTS })
    project.provide('site', { url: server.url, adminKey: server.adminKey, searchKey, browser: browser.wsEndpoint() })
    return async () => {
      await browser.close()
      await server.dispose()
    }
  } catch (error) {
    await server.dispose()
    throw error
  } finally {
    await rm(record, { recursive: true, force: true })
  }
}
