import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { searches } from './open-samples.ts'

/** docs/search.md follows one query through every step: what it says is what happens. */
const DOCUMENT = readFileSync(join(import.meta.dirname, '../../../docs/search.md'), 'utf8')
const EXAMPLE = /-d '(\{ "q": .*\})'/.exec(DOCUMENT)?.[1] ?? ''
/** Members of `query`, a block after every step; a line that begins with … leaves the rest of a list out. */
const BLOCKS = [...DOCUMENT.matchAll(/```json\n("(?:effective|forms|synonyms|chips|phrases|intent|plan)"[^]*?)\n```/g)].map(([, block = '']) => block)

const response = await searches.products(JSON.parse(EXAMPLE) as Parameters<typeof searches.products>[0])

test('every step has its block', () => {
  expect(BLOCKS).toHaveLength(7)
})

test.each(BLOCKS.map((block) => [/^"(\w+)"/.exec(block)?.[1], block]))('the step that gives %s gives what is said', (_first, block) => {
  const [shown = '', ...rest] = block.split(/,\n\s*… /)
  const said = JSON.parse(`{${shown}${rest.length > 0 ? ']' : ''}}`) as Record<string, unknown>
  for (const [member, value] of Object.entries(said)) {
    const found: unknown = response.query[member as keyof typeof response.query]
    expect([member, rest.length > 0 && Array.isArray(found) ? found.slice(0, (value as unknown[]).length) : found]).toEqual([member, value])
  }
  for (const text of rest.join().matchAll(/"([^"]+)"/g)) expect(response.query.forms.map(({ to }) => to)).toContain(text[1])
})

test('as typed, two of its words are unknown', async () => {
  const typed = await searches.products({ q: response.query.original, understand: false })
  expect(typed.query.unknown).toEqual(['ketlebell', '16kg'])
  expect(DOCUMENT).toContain('have "ketlebell" and "16kg" among the `unknown`')
})
