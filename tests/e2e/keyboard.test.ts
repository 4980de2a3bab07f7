import type { Locator, Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import { auditPage, readAccessibilityTree } from './support/audit-page.ts'
import { answerTo, facet, formatCount, heading, hits, searchField, test } from './support/browse.ts'
import { stubSuggestions } from './support/stub-answers.ts'

const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 }
const isFocused = (what: Locator) => what.evaluate((element) => element === element.ownerDocument.activeElement)

/** Presses Tab until the focus leaves the page; the parts of the page it went through, in order. */
async function tabThrough(page: Page): Promise<string[]> {
  const parts: string[] = []
  for (let stop = 0; stop < 400; stop += 1) {
    await page.keyboard.press('Tab')
    const part = await page
      .locator(':focus')
      .evaluateAll((found: { closest: (selector: string) => { getAttribute: (name: string) => string | null; tagName: string } | null }[]) => {
        const near = found[0]?.closest('nav, form, fieldset, aside, ol.hits, main, header, footer')
        return near
          ? (near.getAttribute('aria-label') ?? near.getAttribute('role') ?? (near.tagName === 'OL' ? 'hits' : near.tagName.toLowerCase()))
          : found.length > 0
            ? 'skip'
            : null
      })
    if (part === null) return parts
    if (parts.at(-1) !== part) parts.push(part)
  }
  throw new Error(`the focus went round in ${parts.join(', ')}`)
}

describe('without a mouse', () => {
  test('the tab order is the reading order, through every part, and leaves the page again', async ({ visitor }) => {
    const page = await visitor.open('/?in=products&q=desk')
    expect(await tabThrough(page)).toEqual([
      'skip',
      'header',
      'Collections',
      'header',
      'search',
      'fieldset',
      'Filters',
      'main',
      'hits',
      'Pages',
      'footer',
    ])
  })

  test('a page opened without words waits for some in the search, and shows no list over the hits', async ({ visitor }) => {
    const page = await visitor.open('/?in=products', { before: (fresh) => stubSuggestions(fresh) })
    expect(await isFocused(searchField(page))).toBe(true)
    expect(await page.getByRole('listbox').count()).toBe(0)
    await page.keyboard.press('/')
    await page.getByRole('listbox').waitFor()
    expect(await searchField(page).inputValue()).toBe('')
    await answerTo(
      page,
      () => page.keyboard.type('oak'),
      (body) => body.q === 'oak',
    )
  })

  test('a page opened with words, or on a touch screen, takes no focus', async ({ visitor }) => {
    for (const [path, options] of [
      ['/?in=products&q=oak', {}],
      ['/?in=products', PHONE],
    ] as const) {
      const page = await visitor.open(path, options)
      expect(await isFocused(page.locator('body'))).toBe(true)
    }
  })

  test('the first stop skips to the results', async ({ visitor }) => {
    const page = await visitor.open('/?in=products&q=desk')
    await page.keyboard.press('Tab')
    expect(await isFocused(page.getByRole('link', { name: 'Skip to the results' }))).toBe(true)
    await page.keyboard.press('Enter')
    await expect.poll(() => isFocused(page.getByRole('main'))).toBe(true)
  })

  test('slash goes to the search from anywhere but a field, arrows from there through the hits and back', async ({ visitor }) => {
    const page = await visitor.open('/?in=products')
    await facet(page, 'Brand').getByRole('checkbox').first().focus()
    await page.keyboard.press('/')
    expect(await isFocused(searchField(page))).toBe(true)
    await answerTo(
      page,
      () => page.keyboard.type('and/or'),
      (body) => body.q === 'and/or',
    )
    expect(await searchField(page).inputValue()).toBe('and/or')
    await answerTo(
      page,
      () => page.keyboard.press('Escape'),
      (body) => body.q === '',
    )
    const stop = (index: number) => hits(page).nth(index).getByRole('button', { name: /^Why/ })
    await page.keyboard.press('ArrowDown')
    expect(await isFocused(stop(0))).toBe(true)
    await page.keyboard.press('ArrowDown')
    expect(await isFocused(stop(1))).toBe(true)
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('ArrowUp')
    expect(await isFocused(searchField(page))).toBe(true)
  })

  test('a search, a filter, a drill-down, a sort, a page and a trace need no mouse', async ({ visitor }) => {
    const page = await visitor.open('/?in=products')
    await page.keyboard.press('/')
    await answerTo(
      page,
      () => page.keyboard.type('oak'),
      (body) => body.q === 'oak',
    )
    await page.getByRole('radio', { name: 'Hybrid' }).focus()
    await answerTo(
      page,
      () => page.keyboard.press('ArrowRight'),
      (body) => body.mode === 'keyword',
    )
    await page.keyboard.press('/')
    await page.keyboard.press('ControlOrMeta+a')
    await answerTo(
      page,
      () => page.keyboard.press('Backspace'),
      (body) => body.q === '',
    )
    await facet(page, 'Category')
      .getByRole('button', { name: /^Furniture/ })
      .focus()
    await answerTo(
      page,
      () => page.keyboard.press('Enter'),
      (body) => body.refine === 'category = "Furniture"',
    )
    await facet(page, 'In stock').getByRole('checkbox').first().focus()
    await answerTo(
      page,
      () => page.keyboard.press('Space'),
      (body) => body.refine?.includes('inStock') === true,
    )
    await page.getByRole('combobox', { name: 'Sort' }).focus()
    const sorted = await answerTo(
      page,
      () => page.keyboard.type('Price: low'),
      (body) => body.sort?.[0] === 'price:asc',
    )
    await page.getByRole('link', { name: 'Next' }).focus()
    await answerTo(
      page,
      () => page.keyboard.press('Enter'),
      (body) => body.page === 2,
    )
    expect(await isFocused(heading(page))).toBe(true)
    expect(await heading(page).innerText()).toMatch(formatCount(sorted.total))
    await hits(page).first().getByRole('button', { name: /^Why/ }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog', { name: /^Why #25/ }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  })

  test('a group of filters folds away and opens again', async ({ visitor }) => {
    const page = await visitor.open('/?in=products')
    const name = facet(page, 'Brand').getByRole('button', { name: 'Brand' })
    await name.focus()
    await page.keyboard.press('Enter')
    expect(await name.getAttribute('aria-expanded')).toBe('false')
    expect(await facet(page, 'Brand').getByRole('checkbox').count()).toBe(0)
    await page.keyboard.press('Enter')
    expect(await facet(page, 'Brand').getByRole('checkbox').count()).toBeGreaterThan(0)
  })
})

describe('for a screen reader', () => {
  test('the page has its landmarks, and everything in them its name', async ({ visitor }) => {
    const page = await visitor.open('/?in=products&q=desk&is.inStock=true')
    const tree = await readAccessibilityTree(page)
    const named = (role: string) => tree.filter((node) => node.role === role).map(({ name }) => name)
    expect(named('main').length).toBe(1)
    expect(named('search').length).toBe(1)
    expect(named('contentinfo').length).toBe(1)
    expect(named('complementary')).toEqual(['Filters'])
    expect(named('navigation')).toEqual(['Collections', 'Pages'])
    expect(named('combobox')).toContain('Search products')
    expect(named('radio')).toEqual(['Hybrid', 'Keyword', 'Semantic'])
    const titles = await hits(page).getByRole('heading', { level: 3 }).allInnerTexts()
    expect(named('article')).toEqual(titles)
  })

  const STATES = {
    browsing: '/?in=products',
    'a search with filters': '/?in=products&q=desk&is.inStock=true&min.price=20&sort=price:asc',
    'nothing found': '/?in=products&mode=keyword&q=zzxqv',
    'an unknown collection': '/?in=nowhere',
    articles: '/?in=articles&q=bread',
  }
  for (const [name, path] of Object.entries(STATES)) {
    test(`${name}: every control, picture and landmark has its name, every id is its own`, async ({ visitor }) => {
      const page = await visitor.open(path, { results: path !== STATES['an unknown collection'] })
      await page.getByRole('main').getByRole('heading').first().waitFor({ state: 'attached' })
      expect(await auditPage(page)).toEqual([])
    })
  }

  test('the open trace: the same', async ({ visitor }) => {
    const page = await visitor.open('/?in=products&q=desk')
    await hits(page).first().getByRole('button', { name: /^Why/ }).click()
    await page.getByRole('dialog').getByRole('table').waitFor()
    const complaints = await auditPage(page)
    // Behind a modal dialog the rest of the page is not there for anybody.
    expect(complaints.filter((complaint) => !/landmarks of the kind (main|banner)/.test(complaint))).toEqual([])
  })
})
