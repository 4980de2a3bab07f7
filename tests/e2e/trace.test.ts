import type { Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import { answerTo, hits, test } from './support/browse.ts'

const why = (page: Page, rank: number) => page.getByRole('button', { name: new RegExp(`^Why #${rank}\\b`) })
const panel = (page: Page) => page.getByRole('dialog')
const numbers = async (page: Page, column: number) =>
  (await panel(page).locator(`tbody td:nth-of-type(${column})`).allInnerTexts()).map((text) => readNumber(text.replace('×', '')))
/** "<0.001" is less than the rounding of the others. */
const readNumber = (text: string) => (/^[<>]/.test(text.trim()) ? 0 : Number(text))

describe('the trace panel', () => {
  test('shows what a score is made of, and its parts add up to it', async ({ visitor }) => {
    const page = await visitor.open('/?in=products&q=wooden+desk+lamp')
    const answer = await answerTo(
      page,
      () => why(page, 2).click(),
      (body) => body.explain === true,
    )
    const hit = answer.hits[1]
    await panel(page).getByRole('table', { name: 'What the score is made of' }).waitFor()
    expect(await panel(page).getByRole('heading', { level: 2 }).innerText()).toBe('Why #2')
    const exact = (hit?.trace?.features ?? []).reduce((sum, { contribution }) => sum + contribution, 0)
    expect(exact).toBeCloseTo(hit?.score ?? Number.NaN, 9)
    const adds = await panel(page).getByRole('table').locator('tbody .adds').allInnerTexts()
    const shown = Number(await panel(page).getByRole('table').locator('tfoot .adds').innerText())
    // Each is rounded to three digits.
    expect(Math.abs(adds.map(readNumber).reduce((sum, part) => sum + part, 0) - shown)).toBeLessThanOrEqual(0.0005 * (adds.length + 1))
    expect(shown).toBeCloseTo(hit?.score ?? Number.NaN, 3)
    const [values, weights] = [await numbers(page, 2), await numbers(page, 3)]
    expect(values.length).toBe(adds.length)
    for (const [index, part] of adds.entries()) expect((values[index] ?? 0) * (weights[index] ?? 0)).toBeCloseTo(readNumber(part), 2)
  })

  test('tells what moved the weight of meaning against words', async ({ visitor }) => {
    const page = await visitor.open('/?in=products&q=wooden+desk+lamp')
    const answer = await answerTo(
      page,
      () => why(page, 1).click(),
      (body) => body.explain === true,
    )
    const reasons = await panel(page).getByRole('region', { name: 'How the weights were chosen' }).getByRole('definition').allInnerTexts()
    expect(reasons.length).toBe(answer.hits[0]?.trace?.reasons?.length)
    // numbers of the policy, the categories that are looked for, and the title that names it
    expect(reasons.filter((reason) => !/^\d+\.\d+\n(how|documents) /.test(reason))).toEqual([
      expect.stringMatching(/^Furniture > Desks, Lighting > Lamps\nwhat the words say is looked for/),
      expect.stringMatching(/^lamp\nthe title says that it is what is looked for/),
    ])
  })

  test('Esc closes it and the focus is back where it was', async ({ visitor }) => {
    const page = await visitor.open('/?in=products&q=lamp')
    await why(page, 3).focus()
    await answerTo(
      page,
      () => page.keyboard.press('Enter'),
      (body) => body.explain === true,
    )
    await panel(page).getByRole('table').waitFor()
    expect(await panel(page).locator(':focus').count()).toBe(1)
    await page.keyboard.press('Escape')
    await panel(page).waitFor({ state: 'detached' })
    expect(await why(page, 3).evaluate((button) => button === button.ownerDocument.activeElement)).toBe(true)
  })

  test('goes on to the hit below and back without asking again', async ({ visitor }) => {
    const page = await visitor.open('/?in=products&q=lamp')
    const answer = await answerTo(
      page,
      () => why(page, 1).click(),
      (body) => body.explain === true,
    )
    const again: string[] = []
    page.on('request', (request) => again.push(request.url()))
    expect(await panel(page).getByRole('button', { name: 'Hit above' }).isDisabled()).toBe(true)
    await panel(page).getByRole('button', { name: 'Hit below' }).click()
    await panel(page).getByRole('heading', { level: 2, name: 'Why #2' }).waitFor()
    await panel(page).getByText(String(answer.hits[1]?.document['title']), { exact: true }).first().waitFor()
    await panel(page).getByRole('button', { name: 'Hit above' }).click()
    await panel(page).getByRole('heading', { level: 2, name: 'Why #1' }).waitFor()
    expect(again.filter((url) => url.includes('/v1/'))).toEqual([])
  })

  test('its close button and a click beside it close it', async ({ visitor }) => {
    const page = await visitor.open('/?in=products&q=lamp')
    await why(page, 1).click()
    await panel(page).getByRole('button', { name: 'Close' }).click()
    await panel(page).waitFor({ state: 'detached' })
    await why(page, 1).click()
    await panel(page).getByRole('table').waitFor()
    await page.mouse.click(40, 600)
    await panel(page).waitFor({ state: 'detached' })
  })

  test('a list sorted by a field says that the score did not decide', async ({ visitor }) => {
    const page = await visitor.open('/?in=products&q=lamp&sort=price:asc')
    await hits(page).first().getByRole('button', { name: /^Why/ }).click()
    await panel(page).getByText('The list is sorted by a field, so the score did not decide the order.').waitFor()
  })
})
