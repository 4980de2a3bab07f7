import type { Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import { answerTo, hits, searchField, test } from './support/browse.ts'

const chips = (page: Page) => page.getByRole('list', { name: 'Understood from the words' }).getByRole('listitem')
const params = (page: Page) => new URL(page.url()).searchParams
const titles = (page: Page) => hits(page).getByRole('heading', { level: 3 }).allInnerTexts()
const options = (page: Page) => page.getByRole('listbox').getByRole('option')

/** What the server makes of real queries over the sample products, as the page shows it. */
describe('the page over the server’s own answers', () => {
  test('typing hedphones shows headphones, and the words as typed are one press away and back', async ({ visitor }) => {
    const page = await visitor.open('/?in=products')
    const answer = await answerTo(
      page,
      () => searchField(page).pressSequentially('hedphones'),
      (body) => body.q === 'hedphones',
    )
    expect(answer.query.effective).toBe('headphones')
    await page.getByText('Showing results for headphones. Search instead for hedphones').waitFor()
    expect((await titles(page)).slice(0, 3).every((title) => /headphones/i.test(title))).toBe(true)
    await answerTo(
      page,
      () => page.getByRole('button', { name: 'hedphones', exact: true }).click(),
      (body) => body.literal === true,
    )
    expect(params(page).get('literal')).toBe('1')
    expect(await searchField(page).inputValue()).toBe('hedphones')
    await answerTo(
      page,
      () => page.getByRole('button', { name: 'Turn spelling help back on' }).click(),
      (body) => body.literal === undefined,
    )
    await page.getByText('Showing results for headphones.').waitFor()
  })

  test('a price in the words narrows until its chip is taken away, and again once it is put back', async ({ visitor }) => {
    const page = await visitor.open('/?in=products&q=desk+under+1000')
    const price = chips(page).filter({ hasText: 'Price:' })
    expect((await price.innerText()).replaceAll(/\s+/g, ' ')).toContain('Price: up to 1000 EUR only')
    expect(await page.getByText('Also searched: 1,000').count()).toBe(0)
    const dearest = async (act: () => Promise<unknown>, removed: boolean): Promise<number> => {
      const answer = await answerTo(page, act, (body) => (body.withoutChips?.length ?? 0) === (removed ? 1 : 0))
      return Math.max(...answer.hits.map(({ document }) => Number(document['price'])))
    }
    expect(await dearest(() => page.reload(), false)).toBeLessThanOrEqual(1000)
    expect(await dearest(() => price.getByRole('button').click(), true)).toBeGreaterThan(1000)
    expect(params(page).getAll('without').length).toBe(1)
    expect(await dearest(() => price.getByRole('button', { name: /^Put back/ }).click(), false)).toBeLessThanOrEqual(1000)
    expect(params(page).getAll('without')).toEqual([])
  })

  test('a suggestion chosen with the keyboard leads to its results', async ({ visitor }) => {
    const page = await visitor.open('/?in=products', { suggestions: true })
    await searchField(page).pressSequentially('waln')
    const wanted = options(page).filter({ hasText: 'walnut in Furniture › Desks' })
    await wanted.waitFor()
    while ((await wanted.getAttribute('aria-selected')) !== 'true') await page.keyboard.press('ArrowDown')
    const answer = await answerTo(
      page,
      () => page.keyboard.press('Enter'),
      (body) => body.q === 'walnut' && body.refine !== undefined,
    )
    await page.getByRole('listbox').waitFor({ state: 'detached' })
    expect(await searchField(page).inputValue()).toBe('walnut')
    expect(answer.total).toBeGreaterThan(0)
    expect(answer.hits.every(({ document }) => document['category'] === 'Furniture > Desks')).toBe(true)
  })

  test('a synonym finds what documents call by another name, and is no slip', async ({ visitor }) => {
    const page = await visitor.open('/?in=products&q=hoover')
    expect((await titles(page))[0]).toMatch(/vacuum/i)
    await page.getByText('Also searched: vacuum cleaner').waitFor()
    expect(await page.getByText(/Showing results for|occurs nowhere/).count()).toBe(0)
  })

  test('nonsense finds nothing, whatever the model could guess', async ({ visitor }) => {
    const page = await visitor.open('/?in=products&q=qwrtzplk')
    await page.getByRole('heading', { name: 'Nothing found for “qwrtzplk”' }).waitFor()
    await page.getByText('“qwrtzplk” occurs nowhere in this collection.').waitFor()
    await page.getByText('Nothing here to narrow.').waitFor()
    expect(await page.getByRole('main').getByRole('combobox', { name: 'Sort' }).count()).toBe(0)
  })
})
