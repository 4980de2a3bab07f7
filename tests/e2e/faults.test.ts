import type { Page } from 'playwright-core'
import { describe, expect, inject } from 'vitest'
import type { Problem } from '../../src/contracts/errors.ts'
import type { SearchResponse } from '../../src/contracts/search.ts'
import { request } from '../../scripts/lib/api.ts'
import { answerTo, heading, hits, isSearch, readBody, searchField, test, waitForResults } from './support/browse.ts'

const site = inject('site')
const json = (value: unknown) => ({ type: 'application/json', body: new TextEncoder().encode(JSON.stringify(value)) })

/** A collection of its own for one test, gone afterwards. */
async function withCollection(documents: readonly object[], use: (name: string) => Promise<void>): Promise<void> {
  const name = `e2e-${crypto.randomUUID()}`
  await request(site, 'PUT', `/v1/collections/${name}`, json({ template: 'articles' }))
  if (documents.length > 0) await request(site, 'POST', `/v1/collections/${name}/documents`, json(documents))
  await use(name).finally(() => request(site, 'DELETE', `/v1/collections/${name}`))
}

async function withoutModel(page: Page): Promise<void> {
  await page.route('**/search', async (route) => {
    const body = readBody(route.request())
    const response = await route.fetch({ postData: JSON.stringify({ ...body, mode: 'keyword' }) })
    const answer = (await response.json()) as SearchResponse
    await route.fulfill({ response, json: { ...answer, degraded: body.mode === 'keyword' ? [] : ['semantic'] } satisfies SearchResponse })
  })
}

describe('what goes wrong', () => {
  test('a collection without a model answers by words and says so', async ({ visitor }) => {
    // as the server answers until a model is learnt, which may take no longer than opening the page
    const page = await visitor.open('/?in=articles&q=cold+oven', { before: withoutModel })
    expect(await hits(page).first().locator('mark').allInnerTexts()).not.toEqual([])
    const notices = page.getByRole('list', { name: 'What this answer had to do without' })
    expect(await notices.innerText()).toContain('Matching by meaning was not available, so these results match by words.')
    await answerTo(
      page,
      () => page.getByRole('radio', { name: 'Keyword' }).check(),
      (body) => body.mode === 'keyword',
    )
    await notices.waitFor({ state: 'detached' })
  })

  test('a collection without documents says how to load some', async ({ visitor }) => {
    await withCollection([], async (name) => {
      const page = await visitor.open(`/?in=${name}`)
      await page.getByRole('heading', { name: 'This collection is empty' }).waitFor()
      await page.getByText(`npm run import -- --collection ${name} --file FILE`).waitFor()
    })
  })

  test('words that occur nowhere find nothing, and the page offers a way on', async ({ visitor }) => {
    const page = await visitor.open('/?in=products&q=zzxqv+qwrtz&mode=keyword')
    await page.getByRole('heading', { name: 'Nothing found for “zzxqv qwrtz”' }).waitFor()
    await page.getByText('“zzxqv”, “qwrtz” occur nowhere in this collection.').waitFor()
    await page.getByRole('button', { name: 'Match words and meaning' }).waitFor()
    const answer = await answerTo(
      page,
      () => page.getByRole('button', { name: 'Browse everything' }).click(),
      (body) => body.q === '',
    )
    expect(answer.total).toBeGreaterThan(500)
  })

  test('filters that leave nothing are offered for removal', async ({ visitor }) => {
    const page = await visitor.open('/?in=products&q=teapot&is.category=Toys+%26+Games&max.price=1')
    await page.getByRole('heading', { name: 'Nothing found for “teapot”' }).waitFor()
    const answer = await answerTo(
      page,
      () => page.getByRole('button', { name: 'Remove all 2 filters' }).click(),
      (body) => body.refine === undefined,
    )
    expect(answer.hits.length).toBeGreaterThan(0)
  })

  test('a problem is told in the words of the server, with the request to quote and a way out', async ({ visitor }) => {
    visitor.tolerate(/Failed to load resource.*400/)
    const page = await visitor.open('/?in=products&q=desk&sort=nothing:asc', { results: false })
    const alert = page.getByRole('alert')
    await alert.getByRole('heading', { name: "The field can't be sorted by" }).waitFor()
    expect(await alert.innerText()).toMatch(/search\.sort_field · request \S{8,}/)
    await answerTo(
      page,
      () => alert.getByRole('button', { name: 'Clear filters and sort' }).click(),
      (body) => body.sort === undefined,
    )
    await alert.waitFor({ state: 'detached' })
  })

  test('a service that is away for a moment can be tried again', async ({ visitor }) => {
    visitor.tolerate(/Failed to load resource.*503/)
    const problem: Problem = {
      type: '/docs/errors#service.unavailable',
      title: 'A service this request needs is not available',
      status: 503,
      code: 'service.unavailable',
      detail: 'D1 did not answer.',
      requestId: 'request-of-the-test',
    }
    const page = await visitor.open('/?in=products')
    await page.route('**/search', (route) => route.fulfill({ status: 503, contentType: 'application/problem+json', json: problem }), { times: 1 })
    await searchField(page).fill('desk')
    const alert = page.getByRole('alert')
    await alert.getByText('D1 did not answer.').waitFor()
    expect(await alert.innerText()).toContain('service.unavailable · request request-of-the-test')
    const answer = await answerTo(
      page,
      () => alert.getByRole('button', { name: 'Try again' }).click(),
      (body) => body.q === 'desk',
    )
    expect(answer.hits.length).toBeGreaterThan(0)
    await alert.waitFor({ state: 'detached' })
  })

  test('a connection that breaks keeps the last results, and the search goes on when it is back', async ({ visitor }) => {
    visitor.tolerate(/ERR_INTERNET_DISCONNECTED/)
    const page = await visitor.open('/?in=products&q=desk')
    const before = await heading(page).innerText()
    await page.context().setOffline(true)
    await page.getByText('You are offline.').waitFor()
    const failed = page.waitForEvent('requestfailed', (one) => isSearch(one))
    await searchField(page).fill('lamp')
    await failed
    expect(await heading(page).innerText()).toBe(before)
    await answerTo(
      page,
      () => page.context().setOffline(false),
      (body) => body.q === 'lamp',
    )
    await page.getByText('You are offline.').waitFor({ state: 'detached' })
  })

  test('a site without a key asks for one, refuses a wrong one and keeps the right one for this tab', async ({ visitor }) => {
    visitor.tolerate(/Failed to load resource.*401/)
    const page = await visitor.open('/?in=products', {
      results: false,
      before: (fresh) => fresh.route('**/page.json', (route) => route.fulfill({ json: { searchKey: null, version: '0' } })),
    })
    const field = page.getByLabel('Search key')
    await field.fill('not-the-key-of-this-site')
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.getByText('The key was not accepted.').waitFor()
    expect(await field.getAttribute('aria-invalid')).toBe('true')
    await field.fill(site.searchKey)
    await answerTo(page, () => page.getByRole('button', { name: 'Continue' }).click())
    await answerTo(page, () => page.reload())
  })

  test('an unknown collection is named, with those there are', async ({ visitor }) => {
    const page = await visitor.open('/?in=nowhere', { results: false })
    await page.getByRole('heading', { name: 'There is no collection called “nowhere”' }).waitFor()
    await answerTo(page, () => page.getByRole('navigation', { name: 'Collections' }).getByRole('link', { name: 'Products' }).click())
    await waitForResults(page)
  })
})
