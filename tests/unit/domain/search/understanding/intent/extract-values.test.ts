import { describe, expect, it } from 'vitest'
import { GARDEN, GARDEN_DOCUMENTS, askIn, openShop } from './shop.ts'

const { ask, definition, values } = openShop(GARDEN, GARDEN_DOCUMENTS)
const applied = (q: string, without?: string[]) =>
  ask(q, without)
    .chips.filter((chip) => chip.applied !== 'none')
    .map((chip) => chip.id)

describe('values of facets in a query', () => {
  it('are found whatever their case, accents, signs and number, with the words they came from', () => {
    expect(ask('any ELAN knives').chips).toEqual([
      expect.objectContaining({ id: 'brand:Élan', kind: 'brand', value: 'Élan', span: [4, 8], applied: 'boost', filter: 'brand = "Élan"' }),
      expect.objectContaining({ id: 'category:Kitchen > Knives', kind: 'category', span: [9, 15], filter: 'category = "Kitchen > Knives"' }),
    ])
  })

  it('stay searched as words', () => {
    expect(ask('élan knives').consumed).toEqual([])
  })

  it('are matched by the longest run of words', () => {
    expect(applied('light green oak shears')).toEqual(['product colour:Light Green', 'attr_t_material:Oak', 'category:Garden > Hand tools > Shears'])
  })

  it('are named in filters as the grammar needs them', () => {
    expect(ask('grey').chips.map(({ filter }) => filter)).toEqual(['`product colour` = "Grey"'])
  })

  it('keep the readings that lost', () => {
    expect(ask('spade & sons').chips.map(({ id, applied: how }) => [id, how])).toEqual([
      ['brand:Spade & Sons', 'boost'],
      ['designer:Spade & Sons', 'none'],
    ])
  })

  it('are those of the field that is named beside them', () => {
    expect(applied('designed by spade sons')).toEqual(['designer:Spade & Sons'])
  })

  it('are no values where the words are mostly said of other documents', () => {
    expect(applied('sharp knives')).toEqual(['category:Kitchen > Knives'])
  })

  it('join spellings that differ by number alone, not words of one stem', () => {
    expect(ask('zombies').chips.map(({ filter }) => filter)).toEqual(['tags IN ["zombie", "zombies"]'])
    expect(applied('animation')).toEqual(['tags:animation'])
    expect(applied('animal')).toEqual([])
  })

  it('of hidden fields are never found', () => {
    expect(applied('ambergate')).toEqual([])
  })

  it('of fields hidden since they were gathered are never found', () => {
    const fields = definition.fields.map((field) => (field.name === 'brand' ? { ...field, hidden: true } : field))
    expect(applied('élan')).toEqual(['brand:Élan'])
    expect(askIn({ ...definition, fields }, values)('élan').chips).toEqual([])
  })

  it('are named by a part where one person bears it', () => {
    const films = openShop(
      { fields: [{ name: 'director', type: 'string', facet: 'disjunctive' }] },
      Array.from({ length: 6 }, () => ({ director: 'Ada Thornbury' })),
    )
    expect(films.ask('thornbury films').chips.map(({ id }) => id)).toEqual(['director:Ada Thornbury'])
    expect(films.ask('ada films').chips).toEqual([])
  })

  it('once removed leave the next reading of their words', () => {
    expect(applied('spade & sons', ['brand:Spade & Sons'])).toEqual(['designer:Spade & Sons'])
    expect(applied('light green', ['product colour:Light Green'])).toEqual([])
  })

  it('of a colour are found in both English spellings', () => {
    expect(applied('gray shears')).toEqual(['product colour:Grey', 'category:Garden > Hand tools > Shears'])
  })
})
