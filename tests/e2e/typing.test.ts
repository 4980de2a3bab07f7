import type { Page, Route } from 'playwright-core'
import { describe, expect } from 'vitest'
import type { SearchResponse } from '../../src/contracts/search.ts'
import { answerTo, formatCount, heading, hits, isSearch, readBody, searchField, test } from './support/browse.ts'

describe('typing', () => {
  test('results follow the letters, and the words found are marked in the hits', async ({ visitor }) => {
    const page = await visitor.open('/?in=products')
    const field = searchField(page)
    let typed = ''
    for (const letter of 'vacuum') {
      typed += letter
      const words = typed
      await answerTo(
        page,
        () => field.press(letter),
        (body) => body.q === words,
      )
    }
    const answer = await answerTo(
      page,
      () => field.pressSequentially(' cleaner'),
      (body) => body.q === 'vacuum cleaner',
    )
    expect(await hits(page).getByRole('heading', { level: 3 }).allInnerTexts()).toEqual(answer.hits.map((hit) => hit.document['title']))
    const marks = (await hits(page).first().locator('mark').allInnerTexts()).map((text) => text.toLowerCase())
    expect(marks).toEqual(expect.arrayContaining(['vacuum', 'cleaner']))
    await expect.poll(() => page.title()).toBe('vacuum cleaner · Products · Meridian')
  })

  test('a query that is superseded is aborted', async ({ visitor }) => {
    const page = await visitor.open('/?in=products')
    // The first request is never answered: only the page can end it.
    await routeQuery(page, 'lamp', () => undefined)
    const aborted = page.waitForEvent('requestfailed', (request) => isSearch(request))
    const asked = page.waitForRequest((request) => isSearch(request) && readBody(request).q === 'lamp')
    await searchField(page).fill('lamp')
    await asked
    const answer = await answerTo(
      page,
      () => searchField(page).fill('desk lamp'),
      (body) => body.q === 'desk lamp',
    )
    const request = await aborted
    expect([readBody(request).q, request.failure()?.errorText]).toEqual(['lamp', 'net::ERR_ABORTED'])
    expect(await heading(page).innerText()).toMatch(formatCount(answer.total))
  })

  test('a late answer never replaces a newer one, even where aborting does not work', async ({ visitor }) => {
    const page = await visitor.open('/?in=products', { before: (fresh) => fresh.addInitScript(ignoreAborts) })
    let release = () => {}
    const held = new Promise<void>((resolve) => (release = resolve))
    await routeQuery(page, 'teapot', (route) => held.then(() => route.continue()))
    const asked = page.waitForRequest((request) => isSearch(request) && readBody(request).q === 'teapot')
    await searchField(page).fill('teapot')
    await asked
    const newer = await answerTo(
      page,
      () => searchField(page).fill('bicycle'),
      (body) => body.q === 'bicycle',
    )
    release()
    // The page has read the late answer and had time to draw it.
    await page.waitForFunction(() => performance.getEntriesByName('read teapot').length > 0)
    await page.evaluate(() => new Promise((drawn) => setTimeout(drawn)))
    expect(await hits(page).getByRole('heading', { level: 3 }).allInnerTexts()).toEqual(newer.hits.map((hit) => hit.document['title']))
    expect(await heading(page).innerText()).toMatch(formatCount(newer.total))
  })

  test('the number of results is announced', async ({ visitor }) => {
    const page = await visitor.open('/?in=products')
    const answer = await answerTo(
      page,
      () => searchField(page).fill('oak'),
      (body) => body.q === 'oak',
    )
    await page
      .getByRole('status')
      .filter({ hasText: formatCount(answer.total) })
      .waitFor({ state: 'attached' })
  })

  test('a run of letters is one step back', async ({ visitor }) => {
    const page = await visitor.open('/?in=products')
    const before = await heading(page).innerText()
    for (const letter of 'oak') await answerTo(page, () => searchField(page).press(letter))
    await answerTo(
      page,
      () => page.goBack(),
      (body) => body.q === '',
    )
    expect([await searchField(page).inputValue(), await heading(page).innerText()]).toEqual(['', before])
  })

  test('a correction is named, and the reader can insist on the words as written', async ({ visitor }) => {
    const page = await visitor.open('/?in=products')
    await routeQuery(page, 'vacum', async (route) => {
      const response = await route.fetch()
      const answer = (await response.json()) as SearchResponse
      const corrections = [{ from: 'vacum', to: 'vacuum', confidence: 0.9, span: [0, 5] }]
      const isLiteral = readBody(route.request()).literal === true
      await route.fulfill({ response, json: isLiteral ? answer : { ...answer, query: { ...answer.query, effective: 'vacuum', corrections } } })
    })
    await answerTo(
      page,
      () => searchField(page).fill('vacum'),
      (body) => body.q === 'vacum',
    )
    await page.getByText('Showing results for vacuum').waitFor()
    await answerTo(
      page,
      () => page.getByRole('button', { name: 'vacum', exact: true }).click(),
      (body) => body.literal === true,
    )
    await page.getByText('Searching for exactly these words.').waitFor()
    await answerTo(
      page,
      () => page.getByRole('button', { name: 'Turn spelling help back on' }).click(),
      (body) => body.literal === undefined,
    )
    await page.getByText('Showing results for vacuum').waitFor()
  })
})

/** Handles the searches for `q`; all others go their way. */
function routeQuery(page: Page, q: string, handle: (route: Route) => unknown): Promise<unknown> {
  return page.route('**/search', (route) => (readBody(route.request()).q === q ? handle(route) : route.fallback()))
}

/** Runs in the page: requests can't be aborted, and the page leaves a mark once it has read an answer. */
function ignoreAborts(): void {
  const send = globalThis.fetch
  globalThis.fetch = async (input, init) => {
    const response = await send(input, init === undefined ? init : { ...init, signal: null })
    const read = response.json.bind(response)
    const { q } = JSON.parse(typeof init?.body === 'string' ? init.body : '{}') as { q?: string }
    response.json = () => read<never>().finally(() => setTimeout(() => performance.mark(`read ${q}`)))
    return response
  }
}
