import { describe, expect, it } from 'vitest'
import { NumberSketch } from '../../../../../../src/domain/search/understanding/intent/number-sketch.ts'
import { TextSample } from '../../../../../../src/domain/search/understanding/intent/text-sample.ts'
import { ValueCounts } from '../../../../../../src/domain/search/understanding/intent/value-counts.ts'

describe('what is kept of a collection of any size', () => {
  it('percentiles of a sample lie near those of all numbers', () => {
    const sketch = new NumberSketch()
    for (let value = 0; value < 100_000; value += 1) sketch.add(value)
    const percentiles = sketch.percentiles()
    expect(percentiles).toHaveLength(101)
    for (const percent of [10, 25, 50, 75, 90]) expect(Math.abs((percentiles[percent] ?? 0) - percent * 1_000)).toBeLessThan(3_000)
  })

  it('texts are sampled by key alone, in whatever order they come', () => {
    const terms = new Uint32Array(1_000)
    const keysOf = (keys: readonly number[]) => {
      const sample = new TextSample()
      for (const key of keys) sample.add(key, () => ({ terms, values: Uint32Array.of(key) }))
      return sample.documents.map(({ values }) => values[0]).toSorted((left, right) => Number(left) - Number(right))
    }
    const keys = Array.from({ length: 5_000 }, (_, key) => key)
    const kept = keysOf(keys)
    expect(kept.length).toBeGreaterThan(500)
    expect(kept.length).toBeLessThanOrEqual(2_000)
    expect(keysOf(keys.toReversed())).toEqual(kept)
  })

  it('a value that is common among very many is not lost', () => {
    const counts = new ValueCounts()
    for (let value = 0; value < 200_000; value += 1) {
      counts.add('tags', `rare ${value}`)
      if (value % 100 === 0) counts.add('tags', 'common')
    }
    const kept = [...counts.values()]
    expect(kept.length).toBeLessThanOrEqual(150_000)
    expect(kept.find(({ value }) => value === 'common')?.count).toBe(2_000)
  })
})
