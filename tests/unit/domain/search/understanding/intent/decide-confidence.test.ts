import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LEAST_CONFIDENCE, decideConfidence } from '../../../../../../src/domain/search/understanding/intent/decide-confidence.ts'
import type { FacetReading } from '../../../../../../src/domain/search/understanding/intent/open-values.ts'

const DOCUMENTS = 10_000
const reading = (given: Partial<FacetReading>): FacetReading => ({
  field: 'x',
  many: false,
  partial: false,
  values: ['x'],
  carriers: 50,
  outside: 0,
  mentions: 0,
  ...given,
})
const believes = (given: Partial<FacetReading>, role: Parameters<typeof decideConfidence>[3] = 'brand', words = 1) =>
  decideConfidence(reading(given), words, DOCUMENTS, role) >= LEAST_CONFIDENCE

describe('how surely words mean a value', () => {
  it('is the share of documents that carry it among those that carry it or say it', () => {
    expect(decideConfidence(reading({ carriers: 50, outside: 49 }), 1, DOCUMENTS, 'brand')).toBe(0.5)
    expect(believes({ carriers: 50, outside: 60 })).toBe(false)
  })

  it('counts the odds in a field of many values, which often leaves a value out', () => {
    expect(believes({ many: true, carriers: 200, outside: 600, mentions: 100 }, 'category')).toBe(true)
    expect(believes({ many: false, carriers: 200, outside: 600, mentions: 100 }, 'category')).toBe(false)
    expect(believes({ many: true, carriers: 200, outside: 600, mentions: 10 }, 'category')).toBe(false)
  })

  it('wants more of a keyword: a tenth of those who say it', () => {
    expect(believes({ many: true, carriers: 40, outside: 300, mentions: 20 }, 'keyword')).toBe(false)
    expect(believes({ many: true, carriers: 40, outside: 100, mentions: 20 }, 'keyword')).toBe(true)
  })

  it('wants more of a part of a name', () => {
    expect(believes({ partial: true, carriers: 30, outside: 15 })).toBe(false)
    expect(believes({ partial: true, carriers: 30, outside: 8 })).toBe(true)
  })

  it('lies between 0 and 1 and falls as more documents say the words without carrying the value', () => {
    const count = fc.nat({ max: DOCUMENTS })
    const role = fc.constantFrom('brand', 'keyword', 'person', 'category')
    fc.assert(
      fc.property(count, count, count, fc.nat({ max: 500 }), fc.boolean(), fc.boolean(), role, (carriers, outside, said, more, many, partial, of) => {
        const mentions = Math.min(said, carriers)
        const before = decideConfidence(reading({ carriers, outside, mentions, many, partial }), 1, DOCUMENTS, of)
        const after = decideConfidence(reading({ carriers, outside: outside + more, mentions, many, partial }), 1, DOCUMENTS, of)
        expect(before >= 0 && before < 1 && after <= before).toBe(true)
      }),
    )
  })
})
