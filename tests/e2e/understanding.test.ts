import type { Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import type { SearchRequest, SearchResponse } from '../../src/contracts/search.ts'
import type { Chip } from '../../src/contracts/understanding.ts'
import { auditPage } from './support/audit-page.ts'
import { answerTo, hits, searchField, test } from './support/browse.ts'
import { findPaleTexts } from './support/measure-contrast.ts'
import { stubUnderstanding } from './support/stub-answers.ts'

type Understood = Partial<SearchResponse['query']>

const BRAND: Chip = {
  id: 'brand:brand:Acme',
  kind: 'brand',
  field: 'brand',
  value: 'Acme',
  label: 'Acme',
  span: [0, 4],
  confidence: 0.97,
  applied: 'filter',
  filter: 'brand = "Acme"',
}
const CATEGORY: Chip = {
  ...BRAND,
  id: 'category:category:Furniture > Desks',
  kind: 'category',
  field: 'category',
  value: 'Furniture > Desks',
  label: 'Desks',
  span: [13, 17],
  confidence: 0.8,
  applied: 'boost',
  filter: 'category = "Furniture > Desks"',
}
const readings = (page: Page) => page.getByRole('list', { name: 'Understood from the words' }).getByRole('listitem')
const params = (page: Page) => new URL(page.url()).searchParams
const without = (chips: readonly Chip[], body: Partial<SearchRequest>): Chip[] => chips.filter(({ id }) => !body.withoutChips?.includes(id))
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 }

/** "acme walnutt desk", corrected, read as a brand and a category, with other words searched beside it. */
function understand(body: Partial<SearchRequest>): Understood {
  const chips = without([BRAND, CATEGORY], body)
  if (body.literal === true) return { chips }
  return {
    effective: 'acme walnut desk',
    corrections: [{ from: 'walnutt', to: 'walnut', confidence: 0.93, span: [5, 12] }],
    forms: [{ from: 'desk', to: 'writing desk', kind: 'abbreviation', weight: 0.9, span: [13, 17] }],
    synonyms: [{ id: 'bureau', from: 'desk', to: 'bureau', weight: 0.8, span: [13, 17] }],
    intent: { class: 'transactional', confidence: 0.82, features: [{ name: 'names_brand', value: 0.6 }] },
    detectedLanguage: { language: 'en', confidence: 0.99 },
    fallback: 'any',
    chips,
  }
}

const ADDRESS = '/?in=products&q=acme+walnutt+desk'
const corrected = (page: Page) => stubUnderstanding(page, understand, { searched: 'walnut desk' })

describe('a correction', () => {
  test('is searched, named, announced and can be refused; other words bring it back', async ({ visitor }) => {
    const page = await visitor.open(ADDRESS, { before: corrected })
    await page.getByText('Showing results for acme walnut desk. Search instead for acme walnutt desk').waitFor()
    await page.getByRole('status').filter({ hasText: 'for acme walnut desk' }).waitFor({ state: 'attached' })
    await answerTo(
      page,
      () => page.getByRole('button', { name: 'acme walnutt desk', exact: true }).click(),
      (body) => body.literal === true,
    )
    expect(params(page).get('literal')).toBe('1')
    await page.getByText('Searching for exactly these words.').waitFor()
    await answerTo(
      page,
      () => searchField(page).fill('walnutt desk'),
      (body) => body.literal === undefined,
    )
    expect(params(page).get('literal')).toBeNull()
  })

  test('that is not certain is only offered', async ({ visitor }) => {
    const page = await visitor.open('/?in=products&q=dsek', {
      before: (fresh) => stubUnderstanding(fresh, ({ q }) => ({ didYouMean: q === 'dsek' ? 'desk' : null, unknown: q === 'dsek' ? ['dsek'] : [] })),
    })
    await page.getByText('“dsek” occurs nowhere in this collection').waitFor()
    await page.getByText('Did you mean desk?').waitFor()
    await answerTo(
      page,
      () => page.getByRole('button', { name: 'desk', exact: true }).click(),
      (body) => body.q === 'desk' && body.literal === undefined,
    )
    expect(await searchField(page).inputValue()).toBe('desk')
  })
})

describe('what else was done with the words', () => {
  test('other forms and synonyms are named, and explained on demand', async ({ visitor }) => {
    const page = await visitor.open(ADDRESS, { before: corrected })
    await page.getByText('Also searched: writing desk, bureau').click()
    await page.getByText('for “desk”, a synonym').waitFor()
    await page.getByText('Few documents hold all the words, so documents with some of them are listed too.').waitFor()
  })

  test('a search that fell back on meaning says so, with other searches to try', async ({ visitor }) => {
    const page = await visitor.open('/?in=products&q=desk', {
      before: (fresh) => stubUnderstanding(fresh, () => ({ fallback: 'semantic', reformulations: [{ q: 'oak desk', reason: 'popular' }] })),
    })
    await page.getByText('No match by word: showing what is near in meaning.').waitFor()
    await answerTo(
      page,
      () => page.getByRole('button', { name: 'oak desk', exact: true }).click(),
      (body) => body.q === 'oak desk',
    )
  })

  test('the trace tells what is looked for, and intent, corrections and language, each with how sure it is', async ({ visitor }) => {
    const page = await visitor.open(ADDRESS, { before: corrected })
    await hits(page).first().getByRole('button', { name: /^Why/ }).click()
    const reading = page.getByRole('dialog').getByRole('region', { name: 'How the query was read' })
    await page.getByRole('dialog').getByRole('table').waitFor()
    expect((await reading.getByRole('definition').allInnerTexts()).map((text) => text.replaceAll(/\s+/g, ' '))).toEqual([
      'desk: titles that name one count a little more',
      'Transactional: something to get is looked for, 82% sure Names brand 60%',
      'searched as walnut, 93% sure',
      'English, 99% sure',
    ])
  })
})

describe('readings of the words', () => {
  test('are named with what they do, taken away by the keyboard and put back', async ({ visitor }) => {
    const page = await visitor.open(ADDRESS, { before: corrected })
    expect((await readings(page).allInnerTexts()).map((text) => text.replaceAll(/\s+/g, ' '))).toEqual([
      'Brand: Acme only',
      'Category: Desks preferred',
    ])
    await page.getByRole('button', { name: 'Remove Brand: Acme (only)' }).focus()
    await answerTo(
      page,
      () => page.keyboard.press('Enter'),
      (body) => body.withoutChips?.join() === BRAND.id,
    )
    expect(params(page).getAll('without')).toEqual([BRAND.id])
    const undo = page.getByRole('button', { name: 'Put back Brand: Acme' })
    expect(await undo.evaluate((button) => button === button.ownerDocument.activeElement)).toBe(true)
    await answerTo(
      page,
      () => page.keyboard.press('Enter'),
      (body) => body.withoutChips === undefined,
    )
    expect(await readings(page).count()).toBe(2)
  })

  test('taken away stay away in the address, in a shared link too', async ({ visitor }) => {
    const page = await visitor.open(`${ADDRESS}&without=${encodeURIComponent(BRAND.id)}`, { before: corrected })
    expect(await page.getByRole('button', { name: /^Remove (Brand|Category)/ }).allInnerTexts()).toHaveLength(1)
    await answerTo(
      page,
      () => page.getByRole('button', { name: /^Put back/ }).click(),
      (body) => body.withoutChips === undefined,
    )
  })
})

describe('nothing found', () => {
  const nothing = (page: Page) =>
    stubUnderstanding(
      page,
      (body) => ({
        chips: without([BRAND], body),
        fallback: 'reformulations',
        reformulations: [
          { q: 'acme desk', reason: 'fewer_words' },
          { q: 'standing desk', reason: 'popular' },
        ],
      }),
      { none: true },
    )

  test('offers other searches with their reasons, and a way past every narrowing', async ({ visitor }) => {
    const page = await visitor.open('/?in=products&q=acme+glass+desk&is.inStock=true', { before: nothing })
    await page.getByRole('heading', { name: 'Nothing found for “acme glass desk”' }).waitFor()
    const tries = page.getByRole('list', { name: 'Searches to try instead' }).getByRole('listitem')
    expect((await tries.allInnerTexts()).map((text) => text.replaceAll(/\s+/g, ' '))).toEqual([
      'acme desk without the word “glass”',
      'standing desk others search for this',
    ])
    await page.getByRole('button', { name: 'Remove the filter' }).waitFor()
    expect(await auditPage(page)).toEqual([])
    await answerTo(
      page,
      () => page.getByRole('button', { name: 'Search without Brand: Acme' }).click(),
      (body) => body.withoutChips?.join() === BRAND.id,
    )
    await answerTo(
      page,
      () => page.getByRole('button', { name: 'standing desk', exact: true }).click(),
      (body) => body.q === 'standing desk' && body.withoutChips === undefined,
    )
    const answer = await answerTo(
      page,
      () => page.getByRole('button', { name: 'Browse everything' }).click(),
      (body) => body.q === '',
    )
    expect(answer.total).toBeGreaterThan(0)
  })
})

describe('how it looks', () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`${colorScheme}: every text stands out, and everything has its name`, async ({ visitor }) => {
      const page = await visitor.open(ADDRESS, { colorScheme, before: corrected })
      await answerTo(
        page,
        () => page.getByRole('button', { name: /^Remove Category/ }).click(),
        (body) => body.withoutChips !== undefined,
      )
      await page.getByText('Also searched').click()
      expect(await findPaleTexts(page)).toEqual([])
      expect(await auditPage(page)).toEqual([])
    })
  }

  test('on a phone nothing is wider than the screen, and readings stand in one row, large enough to tap', async ({ visitor }) => {
    const page = await visitor.open(ADDRESS, { ...PHONE, before: corrected })
    expect(await page.locator('html').evaluate((root: { scrollWidth: number; clientWidth: number }) => root.scrollWidth - root.clientWidth)).toBe(0)
    const boxes = await Promise.all((await readings(page).getByRole('button').all()).map((button) => button.boundingBox()))
    expect(boxes.filter((box) => (box?.height ?? 0) < 44)).toEqual([])
    expect(new Set(boxes.map((box) => box?.y)).size).toBe(1)
    expect((await page.getByText('Also searched').boundingBox())?.height).toBeGreaterThanOrEqual(44)
  })
})
