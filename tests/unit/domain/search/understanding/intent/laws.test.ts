import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseFilter, resolveFilter } from '../../../../../../src/domain/catalog/filter/index.ts'
import { schemaOf } from '../../../../../../src/domain/catalog/index.ts'
import { LANGUAGES } from '../../../../../../src/shared/text/index.ts'
import { GARDEN, GARDEN_DOCUMENTS, openShop } from './shop.ts'

const { ask, definition } = openShop(GARDEN, GARDEN_DOCUMENTS)

const word = fc.constantFrom(
  ...'spade & sons designed by élan Light Green oak under over between and from to 20 1994 2010 90s $ € 50€ euros stars 4 rated cheap'.split(' '),
  'top rated',
  'since',
  'before',
  'or less',
  '+',
  '-',
  'k',
  '1.5k',
  'last year',
  '\u0000',
  '’s',
  '\ud800',
  '"',
  '`',
)
const query = fc.oneof(
  fc.array(word, { maxLength: 12 }).map((words) => words.join(' ')),
  fc.array(word, { maxLength: 8 }).map((words) => words.join('')),
  fc.string({ unit: 'binary', maxLength: 60 }),
)
const language = fc.constantFrom(...LANGUAGES)

describe('chips of any query', () => {
  it('have spans inside the query, and those that are applied never overlap', () => {
    fc.assert(
      fc.property(query, language, (q, tongue) => {
        const { chips } = ask(q, [], tongue)
        expect(chips.filter(({ span: [start, end] }) => start < 0 || end <= start || end > q.length)).toEqual([])
        const applied = chips.filter(({ applied: how }) => how !== 'none').map(({ span }) => span)
        expect(applied.filter(([start], index) => start < (applied[index - 1]?.[1] ?? 0))).toEqual([])
      }),
    )
  })

  it('have filters that the collection takes', () => {
    fc.assert(
      fc.property(query, (q) => {
        for (const { filter } of ask(q).chips) {
          const parsed = parseFilter(filter)
          const bound = parsed.ok
            ? resolveFilter(parsed.value, (name) => ({ name, id: 1, type: schemaOf(definition).field(name)?.type ?? 'text' }), { allowHidden: false })
            : parsed
          expect([filter, bound.ok]).toEqual([filter, true])
        }
      }),
    )
  })

  it('never come back once removed, however many are removed in turn', () => {
    fc.assert(
      fc.property(query, (q) => {
        const removed: string[] = []
        for (let round = 0; round < 20; round += 1) {
          const { chips } = ask(q, removed)
          expect(chips.filter(({ id }) => removed.includes(id))).toEqual([])
          const next = chips.find(({ applied }) => applied !== 'none')
          if (next === undefined) return
          removed.push(next.id)
        }
      }),
    )
  })

  it('stand once each', () => {
    fc.assert(
      fc.property(query, (q) => {
        const ids = ask(q).chips.map(({ id }) => id)
        expect(ids).toEqual([...new Set(ids)])
      }),
      { examples: [['oak oak'], ['under 20 euros under 20 euros']] },
    )
    expect(ask('under 20 euros under 20 euros').consumed).toEqual([0, 1, 2, 3, 4, 5])
  })

  it('take out of the search only words of filters', () => {
    fc.assert(
      fc.property(query, (q) => {
        const { chips, consumed } = ask(q)
        if (chips.every(({ applied }) => applied !== 'filter')) expect(consumed).toEqual([])
        expect(consumed).toEqual([...new Set(consumed)].toSorted((left, right) => left - right))
      }),
    )
  })

  it('are found in 400 words as in four', () => {
    const many = `${'sharp oak under 20 euros from '.repeat(70)}élan`
    expect(ask(many).chips.map(({ id }) => id)).toContain('brand:Élan')
  })
})
