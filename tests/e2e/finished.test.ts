import type { Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import type { SearchRequest } from '../../src/contracts/search.ts'
import { answerTo, facet, hits, isFinishing, isSearch, readBody, searchField, test } from './support/browse.ts'
import { stubSuggestions, wall } from './support/stub-answers.ts'

type Told = Partial<SearchRequest>

/** The finished queries that a page tells of, as they are sent. */
function listen(page: Page): Told[] {
  const told: Told[] = []
  page.on('request', (request) => {
    if (isFinishing(request)) told.push(readBody(request))
  })
  return told
}

/** A page whose clock stands still but for what `pass` lets go by: no rest is over before a test says so. */
async function openStill(visitor: { open: (path: string, options?: object) => Promise<Page> }, path = '/?in=products', options: object = {}) {
  const page = await visitor.open(path, options)
  await page.clock.install()
  await page.clock.pauseAt(await page.evaluate(() => Date.now() + 1000))
  const told = listen(page)
  const pass = (milliseconds: number) => page.clock.runFor(milliseconds)
  const rest = () => Promise.all([page.waitForRequest(isFinishing), pass(1600)])
  const type = (q: string) =>
    answerTo(
      page,
      async () => {
        await searchField(page).fill(q)
        await pass(100)
      },
      (body) => body.q === q,
    )
  return { page, told, type, pass, rest }
}

describe('a query is told to be finished', () => {
  test('after a rest on its answer: once, as a whole query, with nothing on the page moving', async ({ visitor }) => {
    const { page, told, type, pass } = await openStill(visitor)
    await type('desk lam')
    const drawn = page.locator('#results')
    const before = await drawn.innerHTML()
    await pass(1300)
    expect(told).toEqual([])
    const [request] = await Promise.all([page.waitForRequest(isFinishing), pass(300)])
    expect(readBody(request)).toEqual({ q: 'desk lam', mode: 'hybrid', typing: false, perPage: 1, fields: ['id'], highlight: false })
    expect((await request.response())?.status()).toBe(200)
    await pass(10_000)
    expect(await drawn.innerHTML()).toBe(before)
    expect(told.length).toBe(1)
  })

  test('not while letters follow one another', async ({ visitor }) => {
    const { told, type, pass, rest } = await openStill(visitor)
    for (const q of ['oak', 'oak d', 'oak desk']) {
      await pass(1200)
      await type(q)
    }
    await rest()
    expect(told.map(({ q }) => q)).toEqual(['oak desk'])
  })

  test('by Enter, without a rest, and not again by what follows', async ({ visitor }) => {
    const { page, told, type, pass } = await openStill(visitor)
    await type('bicycle')
    const quiet = page.waitForRequest(isFinishing)
    await searchField(page).press('Enter')
    await quiet
    const brand = facet(page, 'Brand').getByRole('checkbox').first()
    await answerTo(page, () => brand.check())
    await pass(5000)
    expect(told.map(({ q }) => q)).toEqual(['bicycle'])
  })

  test('by a suggestion, with the words of the suggestion', async ({ visitor }) => {
    const { page, told, type } = await openStill(visitor, '/?in=products', { before: (fresh: Page) => stubSuggestions(fresh) })
    await type('wal')
    const quiet = page.waitForRequest(isFinishing)
    await page.getByRole('listbox').getByRole('option').first().click()
    await quiet
    expect(told.map(({ q }) => q)).toEqual([wall.text])
  })

  const acts: [string, (page: Page) => Promise<unknown>][] = [
    ['a facet', (page) => facet(page, 'Brand').getByRole('checkbox').first().check()],
    ['a page', (page) => page.getByRole('link', { name: /^Next/ }).click()],
    ['a press on a hit', (page) => hits(page).first().getByRole('button', { name: /^Why/ }).click()],
  ]
  for (const [name, act] of acts) {
    test(`by ${name}`, async ({ visitor }) => {
      const { page, told, type } = await openStill(visitor)
      await type('desk')
      await Promise.all([page.waitForRequest(isFinishing), act(page)])
      expect(told.map(({ q }) => q)).toEqual(['desk'])
    })
  }

  test('never when it is empty or taken as typed', async ({ visitor }) => {
    const { page, told, pass } = await openStill(visitor, '/?in=products&q=hedphones&literal=1')
    await pass(5000)
    await answerTo(page, async () => {
      await page.getByRole('button', { name: 'Clear the search' }).click()
      await pass(5000)
    })
    await pass(5000)
    expect(told).toEqual([])
  })

  test('and not by an answer that never came', async ({ visitor }) => {
    const { page, told, type, pass, rest } = await openStill(visitor)
    await page.route('**/search', (route) => (readBody(route.request()).q === 'lamp' ? undefined : route.fallback()))
    await Promise.all([
      page.waitForRequest((request) => isSearch(request) && readBody(request).q === 'lamp'),
      searchField(page)
        .fill('lamp')
        .then(() => pass(100)),
    ])
    await searchField(page).press('Enter')
    await pass(5000)
    await type('teapot')
    await rest()
    expect(told.map(({ q }) => q)).toEqual(['teapot'])
  })
})
