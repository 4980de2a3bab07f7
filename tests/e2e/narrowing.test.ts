import type { Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import { answerTo, facet, formatCount, heading, hits, readChoices, searchField, test } from './support/browse.ts'

const chips = (page: Page) => page.getByRole('list', { name: 'Filters in use' })
const choose = (page: Page, name: string, value: string) => facet(page, name).getByRole('checkbox', { name: new RegExp(`^${value}\\b`) })

describe('narrowing', () => {
  test('the count beside a value is the number of results it leaves, and a second value of the facet adds its own', async ({ visitor }) => {
    const page = await visitor.open('/?in=products&q=desk')
    const [first, second] = await readChoices(page, 'Brand')
    if (first === undefined || second === undefined) throw new Error('two brands are needed')
    const one = await answerTo(page, () => choose(page, 'Brand', first.value).click())
    expect(one.total).toBe(first.count)
    expect(new Set(one.hits.map((hit) => hit.document['brand']))).toEqual(new Set([first.value]))
    // A disjunctive facet keeps counting what the other values would bring.
    expect(await readChoices(page, 'Brand')).toEqual(expect.arrayContaining([first, second]))
    const both = await answerTo(page, () => choose(page, 'Brand', second.value).click())
    expect(both.total).toBe(first.count + second.count)
    expect(await choose(page, 'Brand', second.value).isChecked()).toBe(true)
  })

  test('a second value of a conjunctive facet narrows further, to the count beside it', async ({ visitor }) => {
    const page = await visitor.open('/?in=products&q=desk')
    const [first] = await readChoices(page, 'Tags')
    if (first === undefined) throw new Error('a tag is needed')
    const one = await answerTo(page, () => choose(page, 'Tags', first.value).click())
    expect(one.total).toBe(first.count)
    const next = (await readChoices(page, 'Tags')).find(({ value, count }) => value !== first.value && count > 0)
    if (next === undefined) throw new Error('a second tag is needed')
    const both = await answerTo(page, () => choose(page, 'Tags', next.value).click())
    expect(both.total).toBe(next.count)
  })

  test('a tree opens level by level with agreeing counts, and its crumbs lead back', async ({ visitor }) => {
    const page = await visitor.open('/?in=products')
    const all = await heading(page).innerText()
    const furniture = (await readChoices(page, 'Category')).find(({ value }) => value === 'Furniture')
    const top = await answerTo(page, () =>
      facet(page, 'Category')
        .getByRole('button', { name: /^Furniture/ })
        .click(),
    )
    expect(top.total).toBe(furniture?.count)
    const below = await readChoices(page, 'Category')
    expect(below.reduce((sum, { count }) => sum + count, 0)).toBe(top.total)
    const desks = await answerTo(page, () =>
      facet(page, 'Category')
        .getByRole('button', { name: /^Desks/ })
        .click(),
    )
    expect(desks.total).toBe(below.find(({ value }) => value === 'Desks')?.count)
    expect(new Set(desks.hits.map((hit) => hit.document['category']))).toEqual(new Set(['Furniture > Desks']))
    await answerTo(page, () => facet(page, 'Category').getByRole('button', { name: 'Furniture', exact: true }).click())
    expect(await heading(page).innerText()).toMatch(formatCount(top.total))
    await answerTo(page, () => facet(page, 'Category').getByRole('button', { name: 'All' }).click())
    expect(await heading(page).innerText()).toBe(all)
  })

  test('a range holds for every hit, from its fields and from its sliders', async ({ visitor }) => {
    const page = await visitor.open('/?in=products&q=chair')
    const field = facet(page, 'Price').getByRole('spinbutton', { name: 'Minimum price' })
    await field.fill('150')
    const from = await answerTo(page, () => field.press('Enter'))
    const prices = (answer: typeof from) => answer.hits.map((hit) => Number(hit.document['price']))
    expect(Math.min(...prices(from))).toBeGreaterThanOrEqual(150)
    await chips(page).getByRole('button', { name: 'Remove filter Price: from €150' }).waitFor()
    const slider = facet(page, 'Price').getByRole('slider', { name: 'Maximum price' })
    const highest = Number(await slider.inputValue())
    const within = await answerTo(page, () => slider.press('PageDown'))
    const limit = Number(await slider.inputValue())
    expect(limit).toBeLessThan(highest)
    expect(Math.max(...prices(within))).toBeLessThanOrEqual(limit)
    expect(Math.min(...prices(within))).toBeGreaterThanOrEqual(150)
  })

  test('yes and no of a facet exclude each other', async ({ visitor }) => {
    const page = await visitor.open('/?in=products')
    const [yes] = await readChoices(page, 'In stock')
    const inStock = await answerTo(page, () => choose(page, 'In stock', 'Yes').click())
    expect([yes?.value, inStock.total]).toEqual(['Yes', yes?.count])
    expect(await hits(page).getByText('Out of stock').count()).toBe(0)
  })

  test('every filter is a chip that takes itself away, and all go at once', async ({ visitor }) => {
    const page = await visitor.open('/?in=products')
    const all = await heading(page).innerText()
    await answerTo(page, () =>
      facet(page, 'Category')
        .getByRole('button', { name: /^Furniture/ })
        .click(),
    )
    const one = await heading(page).innerText()
    const [brand] = await readChoices(page, 'Brand')
    await answerTo(page, () => choose(page, 'Brand', brand?.value ?? '').click())
    expect(
      await chips(page)
        .getByRole('button', { name: /^Remove filter/ })
        .count(),
    ).toBe(2)
    await answerTo(page, () =>
      chips(page)
        .getByRole('button', { name: `Remove filter Brand: ${brand?.value}` })
        .click(),
    )
    expect(await heading(page).innerText()).toBe(one)
    await answerTo(page, () => choose(page, 'Brand', brand?.value ?? '').click())
    await answerTo(page, () => chips(page).getByRole('button', { name: 'Clear all' }).click())
    expect(await heading(page).innerText()).toBe(all)
    await chips(page).waitFor({ state: 'detached' })
  })

  test('a facet with more values than are listed is searched for them', async ({ visitor }) => {
    const page = await visitor.open('/?in=products')
    const found = page.waitForResponse((response) => response.url().includes('/facets/brand/search'))
    await facet(page, 'Brand').getByRole('searchbox', { name: 'Find in Brand' }).fill('zeph')
    expect((await found).status()).toBe(200)
    await expect.poll(async () => (await readChoices(page, 'Brand')).map(({ value }) => value)).toEqual(['Zephrane'])
    const answer = await answerTo(page, () => choose(page, 'Brand', 'Zephrane').click())
    expect(new Set(answer.hits.map((hit) => hit.document['brand']))).toEqual(new Set(['Zephrane']))
  })

  test('filters stay when the words change, and go when the collection does', async ({ visitor }) => {
    const page = await visitor.open('/?in=products&q=desk&is.inStock=true')
    await answerTo(
      page,
      () => searchField(page).fill('coffee'),
      (body) => body.q === 'coffee' && body.refine === 'inStock = true',
    )
    const answer = await answerTo(page, () => page.getByRole('navigation', { name: 'Collections' }).getByRole('link', { name: 'Articles' }).click())
    expect([answer.collection, answer.query.original]).toEqual(['articles', 'coffee'])
    expect(new URL(page.url()).search).toBe('?in=articles&q=coffee')
  })
})
