import type { Locator, Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import { auditPage, readAccessibilityTree } from './support/audit-page.ts'
import { answerTo, heading, hits, isSearch, readBody, searchField, test, waitForResults } from './support/browse.ts'
import { findPaleTexts } from './support/measure-contrast.ts'
import { answerSuggest, popular, stubSuggestions, wall, walnut } from './support/stub-answers.ts'

const list = (page: Page) => page.getByRole('listbox')
const options = (page: Page) => list(page).getByRole('option')
const isFocused = (what: Locator) => what.evaluate((element) => element === element.ownerDocument.activeElement)
const readRefine = (page: Page) => new URL(page.url()).searchParams.getAll('is.category')
// What is polled is drawn within a few frames; a busy machine may take longer over them.
const SOON = { timeout: 10_000 }
const waitForClosed = (page: Page) => list(page).waitFor({ state: 'detached' })

/** The text of the option the keyboard is at, as a screen reader is told it. */
async function readActive(page: Page): Promise<string | null> {
  const id = await searchField(page).getAttribute('aria-activedescendant')
  if (id === null) return null
  const active = options(page).and(page.locator(`[id="${id}"]`))
  expect(await active.getAttribute('aria-selected')).toBe('true')
  expect(await list(page).locator('[aria-selected="true"]').count()).toBe(1)
  return (await active.innerText()).replaceAll(/\s+/g, ' ')
}

async function openTyped(visitor: { open: (path: string, options?: object) => Promise<Page> }, options: object = {}): Promise<Page> {
  const page = await visitor.open('/?in=products', { ...options, before: (fresh: Page) => stubSuggestions(fresh) })
  await answerTo(
    page,
    () => searchField(page).fill('wal'),
    (body) => body.q === 'wal',
  )
  await list(page).waitFor()
  return page
}

describe('the list under the search box', () => {
  test('offers what was sent, as text, with what was typed marked', async ({ visitor }) => {
    const page = await openTyped(visitor)
    const texts = (await options(page).allInnerTexts()).map((text) => text.replaceAll(/\s+/g, ' ').trim())
    expect(texts).toEqual([
      'wall clock',
      'walnut desk 12 results',
      'walnut desk in Furniture › Desks 7 results',
      'Wallis & <Sons> in brand 3 results',
    ])
    expect(await options(page).locator('mark').allInnerTexts()).toEqual(['wal', 'wal', 'wal', 'Wal'])
  })

  test('is a combobox with a listbox: expanded, controlled, each part named', async ({ visitor }) => {
    const page = await openTyped(visitor)
    const field = searchField(page)
    expect([await field.getAttribute('aria-expanded'), await field.getAttribute('aria-autocomplete')]).toEqual(['true', 'list'])
    expect(await field.getAttribute('aria-controls')).toBe(await list(page).getAttribute('id'))
    expect(await auditPage(page)).toEqual([])
    const tree = await readAccessibilityTree(page)
    expect(tree.filter(({ role }) => role === 'option').map(({ name }) => name)).toContain('walnut desk in Furniture › Desks 7 results')
    await page.getByRole('status').filter({ hasText: '4 suggestions' }).waitFor({ state: 'attached' })
    await page.keyboard.press('Escape')
    await waitForClosed(page)
    expect([await field.getAttribute('aria-expanded'), await field.getAttribute('aria-controls')]).toEqual(['false', null])
  })

  test('the keyboard goes through it, and the focus stays in the field', async ({ visitor }) => {
    const page = await openTyped(visitor)
    const path: (string | null)[] = []
    for (const key of ['ArrowDown', 'ArrowDown', 'End', 'Home', 'ArrowUp', 'ArrowUp']) {
      await page.keyboard.press(key)
      path.push(await readActive(page))
    }
    expect(path.map((text) => text?.split(' ', 1)[0] ?? null)).toEqual(['wall', 'walnut', 'Wallis', 'wall', null, 'Wallis'])
    expect(await isFocused(searchField(page))).toBe(true)
    expect(await searchField(page).inputValue()).toBe('wal')
  })

  test('Enter chooses the active option, and the letters with it are one step back', async ({ visitor }) => {
    const page = await openTyped(visitor)
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await answerTo(
      page,
      () => page.keyboard.press('Enter'),
      (body) => body.q === walnut.text,
    )
    await waitForClosed(page)
    expect(await searchField(page).inputValue()).toBe(walnut.text)
    await answerTo(
      page,
      () => page.goBack(),
      (body) => body.q === '',
    )
  })

  test('Enter without an active option searches what is typed', async ({ visitor }) => {
    const page = await openTyped(visitor)
    await page.keyboard.press('Enter')
    await waitForClosed(page)
    expect(new URL(page.url()).searchParams.get('q')).toBe('wal')
    expect(await searchField(page).inputValue()).toBe('wal')
  })

  test('Escape closes it and leaves the text; a second Escape clears the text', async ({ visitor }) => {
    const page = await openTyped(visitor)
    await page.keyboard.press('Escape')
    await waitForClosed(page)
    expect(await searchField(page).inputValue()).toBe('wal')
    await answerTo(
      page,
      () => page.keyboard.press('Escape'),
      (body) => body.q === '',
    )
    expect(await list(page).count()).toBe(0)
  })

  test('Tab and a press elsewhere leave it; below the last option are the hits', async ({ visitor }) => {
    const page = await openTyped(visitor)
    await page.keyboard.press('Tab')
    expect(await isFocused(page.getByRole('button', { name: 'Clear the search' }))).toBe(true)
    await waitForClosed(page)
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('Alt+ArrowDown')
    await list(page).waitFor()
    await page.locator('.brand').focus()
    await waitForClosed(page)
    await searchField(page).click()
    await list(page).waitFor()
    await page.keyboard.press('End')
    await page.keyboard.press('End')
    await page.keyboard.press('ArrowDown')
    for (let press = 0; press < 4; press += 1) await page.keyboard.press('ArrowDown')
    await waitForClosed(page)
    expect(await hits(page).locator(':focus').count()).toBe(1)
  })

  test('a suggestion inside a category sets the words and the filter', async ({ visitor }) => {
    const page = await openTyped(visitor)
    await answerTo(
      page,
      () => options(page).nth(2).click(),
      (body) => body.q === walnut.text && body.refine === 'category = "Furniture > Desks"',
    )
    await waitForClosed(page)
    expect(readRefine(page)).toEqual(['Furniture > Desks'])
    expect(await isFocused(searchField(page))).toBe(true)
  })

  test('stays inside the category that is chosen', async ({ visitor }) => {
    const page = await visitor.open('/?in=products&is.category=Furniture', { before: (fresh) => stubSuggestions(fresh) })
    const asked = page.waitForRequest((request) => request.url().includes('/suggest?q=wal'))
    await searchField(page).fill('wal')
    expect(new URL((await asked).url()).searchParams.get('category')).toBe('Furniture')
  })
})

describe('suggestions and time', () => {
  test('more letters are answered from the last answer until theirs is there, and a late answer is dropped', async ({ visitor }) => {
    const page = await openTyped(visitor)
    let release = (): void => {}
    const held = new Promise<void>((resolve) => (release = resolve))
    await page.route('**/suggest?q=waln*', (route) => held.then(() => route.fulfill({ json: answerSuggest('waln', [wall]) })).catch(() => undefined))
    const asked = page.waitForRequest((request) => request.url().includes('/suggest?q=waln&'))
    await searchField(page).press('n')
    await asked
    await expect.poll(() => options(page).locator('mark').allInnerTexts(), SOON).toEqual(['waln', 'waln'])
    await page.unroute('**/suggest?q=waln*')
    const aborted = page.waitForEvent('requestfailed', (request) => request.url().includes('/suggest?q=waln&'))
    await stubSuggestions(page, () => [walnut])
    await searchField(page).press('u')
    expect((await aborted).failure()?.errorText).toBe('net::ERR_ABORTED')
    release()
    await expect.poll(() => options(page).count(), SOON).toBe(1)
    expect(await options(page).first().innerText()).toContain(walnut.text)
  })

  test('letters already answered are not asked about again', async ({ visitor }) => {
    const asked: string[] = []
    const page = await visitor.open('/?in=products', {
      before: (fresh) =>
        stubSuggestions(fresh, (q) => {
          asked.push(q)
          return [wall, walnut]
        }),
    })
    for (const q of ['wal', 'wall', 'wal', 'walnut']) {
      const known = asked.includes(q)
      await searchField(page).fill(q)
      if (!known) await expect.poll(() => asked.includes(q), SOON).toBe(true)
      await list(page).waitFor()
    }
    expect(asked).toEqual(['wal', 'wall', 'walnut'])
  })

  test('a list that is never answered holds up neither typing nor the search', async ({ visitor }) => {
    const page = await visitor.open('/?in=products', { before: (fresh) => fresh.route('**/suggest?*', () => undefined) })
    for (const q of ['oak', 'oak desk']) {
      await answerTo(
        page,
        () => searchField(page).fill(q),
        (body) => body.q === q,
      )
    }
    expect(await list(page).count()).toBe(0)
  })

  test('a server without suggestions is asked once, and the page works without them', async ({ visitor }) => {
    visitor.tolerate(/Failed to load resource.*404/)
    let asked = 0
    const page = await visitor.open('/?in=products', {
      before: (fresh) => fresh.route('**/suggest?*', (route) => ((asked += 1), route.fulfill({ status: 404, json: {} }))),
    })
    const refused = page.waitForResponse((response) => response.url().includes('/suggest?'))
    await searchField(page).click()
    await refused
    for (const q of ['lamp', 'lamps', 'desk']) {
      await answerTo(
        page,
        () => searchField(page).fill(q),
        (body) => body.q === q,
      )
    }
    expect(asked).toBe(1)
    await page.keyboard.press('ArrowDown')
    expect(await hits(page).locator(':focus').count()).toBe(1)
  })

  test('an answer that can not be read is silence', async ({ visitor }) => {
    const page = await visitor.open('/?in=products', { before: (fresh) => fresh.route('**/suggest?*', (route) => route.fulfill({ body: '<html>' })) })
    await answerTo(
      page,
      () => searchField(page).fill('lamp'),
      (body) => body.q === 'lamp',
    )
    expect([await list(page).count(), await page.getByRole('alert').count()]).toEqual([0, 0])
    expect(await heading(page).innerText()).toMatch(/\d/)
  })
})

describe('recent searches', () => {
  /** A visitor of its own: the language tells its storage from the others'. */
  const alone = (locale: string) => ({ locale, before: (fresh: Page) => stubSuggestions(fresh) })
  const recent = (page: Page) => page.getByRole('group', { name: 'Recent searches' }).getByRole('option')
  const search = async (page: Page, q: string): Promise<void> => {
    await searchField(page).fill(q)
    await page.waitForURL((url) => url.searchParams.get('q') === q)
    await page.keyboard.press('Enter')
  }
  const empty = async (page: Page): Promise<void> => {
    await page.getByRole('button', { name: 'Clear the search' }).click()
    await searchField(page).click()
    await page.getByRole('group', { name: 'Popular searches' }).waitFor()
  }

  test('stand on an empty box with the popular ones, newest first, also after a reload', async ({ visitor }) => {
    const page = await visitor.open('/?in=products', alone('en-IE'))
    for (const q of ['lamp', 'oak desk']) await search(page, q)
    await empty(page)
    expect(await recent(page).allInnerTexts()).toEqual(['oak desk', 'lamp'])
    expect((await options(page).last().innerText()).trim()).toBe(popular.text)
    await page.goto('/?in=products')
    await waitForResults(page)
    await page.keyboard.press('/')
    await list(page).waitFor()
    expect(await recent(page).allInnerTexts()).toEqual(['oak desk', 'lamp'])
    await page.keyboard.press('ArrowDown')
    await answerTo(
      page,
      () => page.keyboard.press('Enter'),
      (body) => body.q === 'oak desk',
    )
  })

  test('are removed one by one, with the pointer or Delete, or all at once', async ({ visitor }) => {
    const page = await visitor.open('/?in=products', alone('en-NZ'))
    for (const q of ['oak desk', 'lamp', 'teapot', 'bicycle']) await search(page, q)
    await empty(page)
    await page.getByRole('button', { name: 'Remove lamp from recent searches' }).click()
    expect(await recent(page).allInnerTexts()).toEqual(['bicycle', 'teapot', 'oak desk'])
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Delete')
    expect(await recent(page).allInnerTexts()).toEqual(['teapot', 'oak desk'])
    const clear = page.getByRole('button', { name: 'Clear recent searches' })
    await page.keyboard.press('Tab')
    expect(await isFocused(clear)).toBe(true)
    await page.keyboard.press('Enter')
    await expect.poll(() => recent(page).count(), SOON).toBe(0)
    expect(await page.evaluate(() => Object.keys(localStorage).filter((name) => name.includes('recent')))).toEqual([])
    expect(await isFocused(searchField(page))).toBe(true)
  })

  test('work for as long as the page where storage is forbidden', async ({ visitor }) => {
    const page = await visitor.open('/?in=products', {
      locale: 'en-ZA',
      before: async (fresh) => {
        await fresh.addInitScript(forbidStorage)
        await stubSuggestions(fresh)
      },
    })
    await search(page, 'lamp')
    await empty(page)
    expect(await recent(page).allInnerTexts()).toEqual(['lamp'])
    expect(await auditPage(page)).toEqual([])
  })
})

describe('how the list looks', () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`${colorScheme}: every text in it stands out, an active option too`, async ({ visitor }) => {
      const page = await openTyped(visitor, { colorScheme })
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('ArrowDown')
      expect(await findPaleTexts(page)).toEqual([])
    })
  }

  for (const [name, viewport] of [
    ['on a phone', { width: 390, height: 844 }],
    ['at 200 % zoom', { width: 640, height: 450 }],
    ['on the smallest screen', { width: 320, height: 568 }],
  ] as const) {
    test(`${name}: the list fits, and every option can be tapped`, async ({ visitor }) => {
      const page = await openTyped(visitor, { viewport, isMobile: true, hasTouch: true, deviceScaleFactor: 2 })
      expect(await page.locator('html').evaluate((root: { scrollWidth: number; clientWidth: number }) => root.scrollWidth - root.clientWidth)).toBe(0)
      for (const option of await options(page).all()) {
        const box = await option.boundingBox()
        expect(box?.height).toBeGreaterThanOrEqual(44)
      }
      const shown = await page.locator('.suggest').boundingBox()
      expect((shown?.y ?? 0) + (shown?.height ?? 0)).toBeLessThanOrEqual(viewport.height)
      const asked = page.waitForRequest((request) => isSearch(request) && readBody(request).q === wall.text)
      await options(page).first().tap()
      await asked
      // The keyboard of the device makes room for the hits.
      await expect.poll(() => isFocused(searchField(page)), SOON).toBe(false)
      expect(await page.evaluate(() => localStorage.getItem('meridian.recent.products'))).toMatch(/^\["wall clock"(,|\])/)
    })
  }
})

/** Runs in the page: looking at localStorage throws, as it does where cookies are blocked. */
function forbidStorage(): void {
  Object.defineProperty(globalThis, 'localStorage', {
    get: () => {
      throw new DOMException('denied', 'SecurityError')
    },
  })
}
