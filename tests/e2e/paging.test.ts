import type { Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import type { SearchRequest, SearchResponse } from '../../src/contracts/search.ts'
import { answerTo, facet, hits, isSearch, readBody, searchField, test } from './support/browse.ts'

const pages = (page: Page) => page.getByRole('navigation', { name: 'Pages' })
const sort = (page: Page) => page.getByRole('combobox', { name: 'Sort' })
const ids = (answer: SearchResponse) => answer.hits.map(({ id }) => id)
const titles = (page: Page) => hits(page).getByRole('heading', { level: 3 }).allInnerTexts()
const isPage = (wanted: number) => (body: Partial<SearchRequest>) => body.page === wanted

describe('sorting and paging', () => {
  test('a sort orders the hits by what its name says', async ({ visitor }) => {
    const page = await visitor.open('/?in=products&q=desk')
    const rising = await answerTo(page, () => sort(page).selectOption({ label: 'Price: low to high' }))
    const prices = (answer: SearchResponse) => answer.hits.map((hit) => Number(hit.document['price']))
    expect(prices(rising)).toEqual(prices(rising).toSorted((left, right) => left - right))
    const falling = await answerTo(page, () => sort(page).selectOption({ label: 'Price: high to low' }))
    expect(prices(falling)).toEqual(prices(falling).toSorted((left, right) => right - left))
    expect(await titles(page)).toEqual(falling.hits.map((hit) => hit.document['title']))
  })

  test('further pages keep the result set of the first and never repeat its hits', async ({ visitor }) => {
    const page = await visitor.open('/?in=products')
    const first = await answerTo(
      page,
      () => searchField(page).fill('desk'),
      (body) => body.q === 'desk',
    )
    const asked = page.waitForRequest((request) => isSearch(request) && readBody(request).page === 2)
    const second = await answerTo(page, () => pages(page).getByRole('link', { name: 'Next' }).click(), isPage(2))
    expect(readBody(await asked).resultSetId).toBe(first.resultSetId)
    expect([second.resultSetId, second.total]).toEqual([first.resultSetId, first.total])
    expect(ids(second).filter((id) => ids(first).includes(id))).toEqual([])
    expect(ids(first).length + ids(second).length).toBe(Math.min(48, first.total))
    await page.getByRole('heading', { level: 2, name: /· page 2 of \d/ }).waitFor()
    await answerTo(page, () => pages(page).getByRole('link', { name: 'Page 1', exact: true }).click(), isPage(1))
    expect(await titles(page)).toEqual(first.hits.map((hit) => hit.document['title']))
  })

  test('all pages together are all the results', async ({ visitor }) => {
    const page = await visitor.open('/?in=products')
    let answer = await answerTo(
      page,
      () => searchField(page).fill('lamp'),
      (body) => body.q === 'lamp',
    )
    const seen = [...ids(answer)]
    while (await pages(page).getByRole('link', { name: 'Next' }).isVisible()) {
      const next = answer.page + 1
      answer = await answerTo(page, () => pages(page).getByRole('link', { name: 'Next' }).click(), isPage(next))
      seen.push(...ids(answer))
    }
    expect([seen.length, new Set(seen).size]).toEqual([answer.total, answer.total])
  })

  test('back, forward and reload show what was shown', async ({ visitor }) => {
    const page = await visitor.open('/?in=products&q=desk')
    const plain = await titles(page)
    await answerTo(page, () => sort(page).selectOption('price:asc'))
    await answerTo(page, () => pages(page).getByRole('link', { name: 'Next' }).click(), isPage(2))
    const turned = await titles(page)
    await answerTo(page, () => page.goBack(), isPage(1))
    expect(await sort(page).inputValue()).toBe('price:asc')
    await answerTo(
      page,
      () => page.goBack(),
      (body) => body.sort === undefined,
    )
    expect([await sort(page).inputValue(), await titles(page)]).toEqual(['', plain])
    await answerTo(
      page,
      () => page.goForward(),
      (body) => body.sort?.[0] === 'price:asc',
    )
    await answerTo(page, () => page.goForward(), isPage(2))
    expect(await titles(page)).toEqual(turned)
    await answerTo(page, () => page.reload(), isPage(2))
    expect(await titles(page)).toEqual(turned)
  })

  test('whoever opens the address sees the same', async ({ visitor }) => {
    const page = await visitor.open('/?in=products&q=oak+des')
    await answerTo(page, () =>
      facet(page, 'Category')
        .getByRole('button', { name: /^Furniture/ })
        .click(),
    )
    await answerTo(
      page,
      () => page.getByRole('radio', { name: 'Keyword' }).check(),
      (body) => body.mode === 'keyword',
    )
    await answerTo(
      page,
      () => sort(page).selectOption('price:desc'),
      (body) => body.sort?.[0] === 'price:desc',
    )
    const other = await visitor.open(page.url(), { timezoneId: 'Asia/Tokyo' })
    expect(await titles(other)).toEqual(await titles(page))
    expect(await other.getByRole('radio', { name: 'Keyword' }).isChecked()).toBe(true)
    expect(await searchField(other).inputValue()).toBe('oak des')
    await other.getByRole('button', { name: 'Remove filter Category: Furniture' }).waitFor()
  })

  test('a page that the results do not have leads back to the first', async ({ visitor }) => {
    const page = await visitor.open('/?in=products&q=teapot&mode=keyword&page=30')
    await page.getByRole('heading', { name: 'There is no page 30' }).waitFor()
    const answer = await answerTo(page, () => page.getByRole('button', { name: 'Go to the first page' }).click(), isPage(1))
    expect(answer.hits.length).toBeGreaterThan(0)
  })
})
