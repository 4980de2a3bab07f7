import type { Page } from 'playwright-core'
import type { SearchRequest, SearchResponse } from '../../../src/contracts/search.ts'
import type { Suggestion, SuggestResponse } from '../../../src/contracts/suggest.ts'
import { readBody } from './browse.ts'

export const wall: Suggestion = { text: 'wall clock', highlighted: '<mark>wal</mark>l clock', source: 'query', count: 41 }
export const walnut: Suggestion = { text: 'walnut desk', highlighted: '<mark>wal</mark>nut desk', source: 'phrase', count: 12 }
export const walnutInDesks: Suggestion = {
  ...walnut,
  category: 'Furniture > Desks',
  filter: 'category = "Furniture > Desks"',
  count: 7,
}
export const brand: Suggestion = {
  text: 'Wallis & <Sons>',
  highlighted: '<mark>Wal</mark>lis &amp; &lt;Sons&gt;',
  source: 'value',
  field: 'brand',
  value: 'Wallis & <Sons>',
  count: 3,
}
export const popular: Suggestion = { text: 'desk lamp', highlighted: 'desk lamp', source: 'query', count: 90 }

/** Answers every request for suggestions: an empty box with what is popular, letters with `suggest`. Returns the queries asked, as they come. */
export async function stubSuggestions(
  page: Page,
  suggest: (q: string) => readonly Suggestion[] = () => [wall, walnut, walnutInDesks, brand],
): Promise<string[]> {
  const asked: string[] = []
  await page.route('**/suggest?*', (route) => {
    const q = new URL(route.request().url()).searchParams.get('q') ?? ''
    asked.push(q)
    return route.fulfill({ json: answerSuggest(q, q === '' ? [popular] : suggest(q)) })
  })
  return asked
}

export function answerSuggest(q: string, suggestions: readonly Suggestion[]): SuggestResponse {
  const timings = { totalMs: 2, roundTrips: 1, rowsRead: 0 }
  return { queryId: 'query-of-the-test', collection: 'products', q, ready: true, suggestions: [...suggestions], timings }
}

/** Lets the server answer searches for other words in place of the words typed, and writes into the answer what was understood. */
export async function stubUnderstanding(
  page: Page,
  understand: (body: Partial<SearchRequest>) => Partial<SearchResponse['query']>,
  words: { searched?: string; none?: boolean } = {},
): Promise<void> {
  await page.route('**/search', async (route) => {
    const body = readBody(route.request())
    const q = words.searched ?? body.q
    const response = await route.fetch({ postData: JSON.stringify({ ...body, q, withoutChips: undefined }) })
    const answer = (await response.json()) as SearchResponse
    const query = { ...answer.query, original: body.q ?? '', effective: body.q ?? '', fallback: null, ...understand(body) }
    const nothing = words.none === true && body.q !== '' ? { hits: [], total: 0 } : {}
    await route.fulfill({ response, json: { ...answer, ...nothing, query } })
  })
}
