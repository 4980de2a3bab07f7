import type { BrowserContextOptions, Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import { answerTo, facet, formatCount, heading, hits, test } from './support/browse.ts'
import { findPaleTexts } from './support/measure-contrast.ts'

const PHONE: BrowserContextOptions = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 }
const filters = (page: Page) => page.getByRole('button', { name: /^Filters/ })
const drawer = (page: Page) => page.getByRole('dialog', { name: 'Filters' })
const overflow = (page: Page) =>
  page.locator('html').evaluate((root: { scrollWidth: number; clientWidth: number }) => root.scrollWidth - root.clientWidth)

/** Every control a finger may aim for, with what it is and how large; links inside a sentence are exempt (WCAG 2.5.8). */
async function findSmallTargets(page: Page): Promise<string[]> {
  const targets = await page
    .locator(
      'a:visible:not(p a), button:visible:not(p button), select:visible, label:visible:has(input), input[role=combobox]:visible, input[type=search]:visible, input[type=number]:visible',
    )
    .evaluateAll((elements) =>
      elements.map((element) => {
        const { width, height } = element.getBoundingClientRect()
        return { text: (element.textContent ?? '').trim().slice(0, 30), width, height }
      }),
    )
  expect(targets.length).toBeGreaterThan(0)
  return targets.filter(({ width, height }) => height < 44 || width < 44).map(({ text, width, height }) => `${text}: ${width} × ${height}`)
}

describe('on a phone', () => {
  test('the filters are in a drawer that opens, narrows and closes', async ({ visitor }) => {
    const page = await visitor.open('/?in=products', PHONE)
    expect(await facet(page, 'Brand').count()).toBe(0)
    await filters(page).tap()
    const answer = await answerTo(page, () => facet(page, 'Brand').getByRole('checkbox').first().tap())
    await drawer(page)
      .getByRole('button', { name: formatShow(answer.total) })
      .tap()
    await drawer(page).waitFor({ state: 'detached' })
    expect(await heading(page).innerText()).toMatch(formatCount(answer.total))
    expect(await filters(page).innerText()).toMatch(/Filters\s*1/)
    await filters(page).tap()
    await answerTo(
      page,
      () => drawer(page).getByRole('button', { name: 'Clear' }).tap(),
      (body) => body.refine === undefined,
    )
    await page.keyboard.press('Escape')
    await drawer(page).waitFor({ state: 'detached' })
    await filters(page).tap()
    await page.touchscreen.tap(380, 400)
    await drawer(page).waitFor({ state: 'detached' })
  })

  for (const width of [390, 320]) {
    test(`nothing is wider than ${width} pixels`, async ({ visitor }) => {
      const page = await visitor.open('/?in=products&q=desk&is.inStock=true&is.category=Furniture&min.price=20', {
        ...PHONE,
        viewport: { width, height: 844 },
      })
      expect(await overflow(page)).toBe(0)
      await filters(page).tap()
      await drawer(page).waitFor()
      expect(await overflow(page)).toBe(0)
      await page.keyboard.press('Escape')
      await hits(page).first().getByRole('button', { name: /^Why/ }).tap()
      await page.getByRole('dialog').getByRole('table').waitFor()
      expect(await overflow(page)).toBe(0)
      expect(
        await page
          .getByRole('dialog')
          .locator('.sheet-body')
          .evaluate((body: { scrollWidth: number; clientWidth: number }) => body.scrollWidth - body.clientWidth),
      ).toBe(0)
    })
  }

  test('everything to tap is at least 44 pixels each way', async ({ visitor }) => {
    const page = await visitor.open('/?in=products&q=desk&is.inStock=true', PHONE)
    expect(await findSmallTargets(page)).toEqual([])
    await filters(page).tap()
    await drawer(page).waitFor()
    expect(await findSmallTargets(page)).toEqual([])
  })
})

describe('colours and motion', () => {
  const PATHS = ['/?in=products&q=walnut+desk+lamp&is.inStock=true', '/?in=products&mode=keyword&q=zzxqv', '/?in=articles&q=bread']
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`${colorScheme}: the ground is ${colorScheme} and every text stands out from it`, async ({ visitor }) => {
      for (const path of PATHS) {
        const page = await visitor.open(path, { colorScheme })
        expect(await findPaleTexts(page)).toEqual([])
        const ground = await page
          .locator('html')
          .evaluate((root): string => root.ownerDocument.defaultView?.getComputedStyle(root).backgroundColor ?? '')
        const brightness = (ground.match(/\d+/g) ?? []).map(Number).reduce((sum, part) => sum + part, 0) / 3
        expect(brightness < 60, ground).toBe(colorScheme === 'dark')
      }
      const page = await visitor.open(PATHS[0] ?? '/', { colorScheme })
      await hits(page).first().getByRole('button', { name: /^Why/ }).click()
      await page.getByRole('dialog').getByRole('table').waitFor()
      expect(await findPaleTexts(page)).toEqual([])
    })
  }

  test('whoever asks for less motion gets none', async ({ visitor }) => {
    const still = await readMotion(await visitor.open('/?in=products&q=desk', { reducedMotion: 'reduce' }))
    expect([...still]).toEqual(['0s none'])
    const moving = await readMotion(await visitor.open('/?in=products&q=desk', { reducedMotion: 'no-preference' }))
    expect(moving.size).toBeGreaterThan(1)
  })
})

/** The transitions and animations of everything on the page, a panel opened. */
async function readMotion(page: Page): Promise<Set<string>> {
  await hits(page).first().getByRole('button', { name: /^Why/ }).click()
  await page.getByRole('dialog').getByRole('table').waitFor()
  const styles = await page.locator('body *').evaluateAll((elements) =>
    elements.map((element): string => {
      const style = element.ownerDocument.defaultView?.getComputedStyle(element)
      return `${style?.transitionDuration} ${style?.animationName}`
    }),
  )
  return new Set(styles)
}

function formatShow(total: number): string {
  return `Show ${total.toLocaleString('en-GB')} ${total === 1 ? 'result' : 'results'}`
}
