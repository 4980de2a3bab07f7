import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { embed } from '../../../../src/domain/embedding/index.ts'
import { type TermForm, weighForms } from '../../../../src/domain/embedding/weigh-forms.ts'
import { learn, toTerms } from './documents.ts'

// "tv" is what most documents say, "television" what half as many say, "telly" what two say; "univers serial bus" is a rare way to say "usb"
const model = learn(
  [
    ...Array.from({ length: 40 }, (_, at) => `tv stand wall${at % 7} screen${at % 5}`),
    ...Array.from({ length: 20 }, (_, at) => `television remote wall${at % 7} screen${at % 5}`),
    ...Array.from({ length: 2 }, () => 'telly old'),
    ...Array.from({ length: 30 }, (_, at) => `usb cable plug${at % 3}`),
    ...Array.from({ length: 4 }, () => 'univers serial bus plug0'),
  ].map(toTerms),
  { subwordBuckets: 256 },
)
const form = (of: string, terms: string, weight = 1): TermForm => ({ of: of.split(' '), terms: terms.split(' '), weight })
const lengthOf = (counts: ReadonlyMap<string, number>): number =>
  Math.hypot(...[...counts].map(([term, count]) => count * (model.idf[model.places.get(term) ?? -1] ?? 0)))
const cosine = (left: Float32Array, right: Float32Array): number => left.reduce((sum, value, at) => sum + value * (right[at] ?? 0), 0)

describe('what other forms of words count', () => {
  it('is as much as documents write them beside the words', () => {
    const [common, rare] = [weighForms(model, [form('tv', 'television')]), weighForms(model, [form('tv', 'telly')])]
    expect(common.get('television')).toBeGreaterThan(0.2)
    expect(rare.get('telly')).toBeLessThan(0.05)
    expect(rare.get('telly')).toBeGreaterThan(0)
  })

  it('is no more than the words themselves, however rare and long the form', () => {
    const words = ['tv', 'television', 'telly', 'usb', 'univers', 'serial', 'bus', 'cable', 'old', 'unheard']
    const terms = fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 4 })
    const forms = fc.record({ of: terms, terms, weight: fc.double({ min: 0.01, max: 1, noNaN: true }) })
    fc.assert(
      fc.property(forms, (given) => {
        const typed = Math.hypot(...given.of.map((term) => model.idf[model.places.get(term) ?? -1] ?? model.unknownIdf))
        // a term that stands twice in a form counts twice
        expect(lengthOf(weighForms(model, [given]))).toBeLessThanOrEqual(typed * Math.sqrt(4) + 1e-9)
        if (new Set(given.terms).size === given.terms.length) expect(lengthOf(weighForms(model, [given]))).toBeLessThanOrEqual(typed + 1e-9)
      }),
    )
  })

  it('is shared by the forms of the same words', () => {
    const alone = weighForms(model, [form('tv', 'television')]).get('television') ?? 0
    const shared = weighForms(model, [form('tv', 'television'), form('tv', 'telly')]).get('television') ?? 0
    expect(shared).toBeCloseTo(alone / 2, 12)
  })

  it('is nothing for words that the model has not learnt: pieces of them are a guess', () => {
    expect(weighForms(model, [form('tv', 'televisor'), form('tv', 'television televisor'), form('tv', 'tv')])).toEqual(new Map())
  })

  it('is the whole weight where the typed words are not known to the model', () => {
    expect(weighForms(model, [form('goggle', 'television', 0.8)]).get('television')).toBeCloseTo(0.8, 12)
  })
})

describe('a text embedded with other forms of its words', () => {
  it('comes nearer to documents that say those, and without forms is what it was', () => {
    const query = toTerms('tv')
    const document = embed(model, toTerms('television remote')).vector
    expect(embed(model, query, [])).toEqual(embed(model, query))
    expect(cosine(embed(model, query, [form('tv', 'television')]).vector, document)).toBeGreaterThan(cosine(embed(model, query).vector, document))
  })
})
