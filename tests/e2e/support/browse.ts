import { type BrowserContext, type BrowserContextOptions, chromium, type Page, type Request, type Response } from 'playwright-core'
import { test as base, expect, inject } from 'vitest'
import type { SearchRequest, SearchResponse } from '../../../src/contracts/search.ts'

type OpenOptions = BrowserContextOptions & {
  /** runs before the page loads: routes, scripts */
  before?: (page: Page) => Promise<unknown>
  /** false when the first thing shown is no result */
  results?: boolean
  /** true when the server answers the list under the search box; otherwise it suggests nothing, so that the list covers nothing a test looks at */
  suggestions?: boolean
}
export type Visitor = {
  /** A tab at `path`, once the first results are drawn; other options make another visitor. */
  open: (path: string, options?: OpenOptions) => Promise<Page>
  /** Lets a test provoke a console error that Chromium writes by itself. */
  tolerate: (message: RegExp) => void
}

const NO_SUGGESTIONS = { ready: true, suggestions: [] }
const DESKTOP = { width: 1280, height: 900 }

type OpenContext = (options: BrowserContextOptions) => Promise<BrowserContext>

/** Tests of the page. Whatever a test looks at, its pages write no error to the console and ask no other host for anything. */
export const test = base.extend<{ openContext: OpenContext; visitor: Visitor }>({
  /** One context a file and set of options: outside its tab the page keeps recent searches only, and a new context costs a second of CPU. */
  openContext: [
    // oxlint-disable-next-line no-empty-pattern -- vitest reads the names of the fixtures needed from the pattern
    async ({}, use) => {
      const { browser: address, url } = inject('site')
      const browser = await chromium.connect(address)
      const contexts = new Map<string, Promise<BrowserContext>>()
      await use((options) => {
        const all = { viewport: DESKTOP, locale: 'en-GB', baseURL: url, ...options }
        const known = contexts.get(JSON.stringify(all)) ?? browser.newContext(all)
        contexts.set(JSON.stringify(all), known)
        return known
      })
      await browser.close()
    },
    { scope: 'file' },
  ],
  visitor: async ({ openContext }, use) => {
    const { url } = inject('site')
    const complaints: string[] = []
    const tolerated: RegExp[] = []
    const pages: Page[] = []
    const open: Visitor['open'] = async (path, { before, results = true, suggestions = false, ...options } = {}) => {
      const page = await (await openContext(options)).newPage()
      pages.push(page)
      page.setDefaultTimeout(20_000)
      page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
      page.on('pageerror', (error) => complaints.push(String(error)))
      page.on('request', (request) => !isOwn(request, url) && complaints.push(`asked another host: ${request.url()}`))
      if (!suggestions) await page.route('**/suggest?*', (route) => route.fulfill({ json: NO_SUGGESTIONS }))
      await before?.(page)
      await page.goto(path)
      if (results) await waitForResults(page)
      return page
    }
    await use({ open, tolerate: (message) => tolerated.push(message) })
    // what a route still fetches for a page that goes is nobody's answer
    for (const page of pages) await page.unrouteAll({ behavior: 'ignoreErrors' }).then(() => page.close())
    expect(complaints.filter((complaint) => !tolerated.some((pattern) => pattern.test(complaint)))).toEqual([])
  },
})

function isOwn(request: Request, url: string): boolean {
  return request.url().startsWith(`${url}/`) || request.url().startsWith('data:')
}

/** The answer to the newest request is drawn: a total stands above the hits and nothing is marked busy. */
export async function waitForResults(page: Page): Promise<void> {
  await heading(page).filter({ hasText: /\d/ }).waitFor()
  await page.locator('[aria-busy="true"]').waitFor({ state: 'detached' })
}

/** Does something that makes the page search; resolves to the answer once it is drawn. */
export async function answerTo(
  page: Page,
  act: () => Promise<unknown>,
  isMeant: (body: Partial<SearchRequest>) => boolean = () => true,
): Promise<SearchResponse> {
  const coming = page.waitForResponse((response) => isSearch(response) && isMeant(readBody(response.request())))
  const [response] = await Promise.all([coming, act()])
  const answer = (await response.json()) as SearchResponse
  await heading(page)
    .filter({ hasText: formatCount(answer.total) })
    .waitFor()
  await page.locator('[aria-busy="true"]').waitFor({ state: 'detached' })
  return answer
}

/** A search whose answer the page draws. */
export function isSearch(message: Request | Response): boolean {
  return asksSearch(message) && !isFinishing(message)
}

/** The quiet search that tells of a finished query. */
export function isFinishing(message: Request | Response): boolean {
  return asksSearch(message) && readBody('request' in message ? message.request() : message).perPage === 1
}

function asksSearch(message: Request | Response): boolean {
  return new URL(message.url()).pathname.endsWith('/search')
}

export function readBody(request: Request): Partial<SearchRequest> {
  return request.postDataJSON() as Partial<SearchRequest>
}

/** The heading of the results, which names the total. */
export function heading(page: Page) {
  return page.getByRole('main').getByRole('heading', { level: 2 }).first()
}

export function searchField(page: Page) {
  return page.getByRole('combobox', { name: /^Search / })
}

export function hits(page: Page) {
  return page.getByRole('main').getByRole('article')
}

export function facet(page: Page, name: string) {
  return page.getByRole('region', { name, exact: true })
}

/** What a facet offers, in order: name and count. */
export async function readChoices(page: Page, name: string): Promise<{ value: string; count: number }[]> {
  const lines = await facet(page, name).getByRole('list').last().getByRole('listitem').allInnerTexts()
  return lines.map((line) => {
    const [value = '', count = ''] = line.split('\n').filter((part) => part.trim() !== '')
    return { value, count: Number(count.replaceAll(',', '')) }
  })
}

export function formatCount(total: number): RegExp {
  return new RegExp(`^${total.toLocaleString('en-GB')} results?\\b`)
}
