import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  DIMENSIONS,
  EmbeddingError,
  type QuantisedVector,
  decodeModel,
  embed,
  encodeModel,
  quantise,
} from '../../../../src/domain/embedding/index.ts'
import { packObject, unpackObject } from '../../../../src/domain/embedding/pack.ts'
import { learn, makeDocuments, toTerms } from './documents.ts'

const model = learn(makeDocuments(400, 8, 11), { version: 'v7', subwordBuckets: 1024 })

function cosine(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, j) => sum + value * (b[j] ?? 0), 0)
}

function catchReason(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    return error instanceof EmbeddingError ? error.reason : `not an EmbeddingError: ${String(error)}`
  }
  return 'nothing thrown'
}

describe('a stored model', () => {
  it('comes back with every number and embeds alike', () => {
    const restored = decodeModel(encodeModel(model))
    expect(restored).toEqual(model)
    const terms = toTerms('t1w3 t1w4 unheard')
    expect(embed(restored, terms)).toEqual(embed(model, terms))
  })

  it('is read from the middle of another buffer as well', () => {
    const bytes = encodeModel(model)
    const shifted = new Uint8Array(bytes.length + 3)
    shifted.set(bytes, 3)
    expect(decodeModel(shifted.subarray(3))).toEqual(model)
  })

  it('is refused when any byte has changed, is missing or is of another kind', () => {
    const bytes = encodeModel(model)
    for (const at of [0, 9, 30, 500, bytes.length >> 1, bytes.length - 200]) {
      const damaged = bytes.slice()
      damaged[at] = (damaged[at] ?? 0) ^ 0x55
      expect(catchReason(() => decodeModel(damaged))).toBe('damaged')
    }
    expect(catchReason(() => decodeModel(bytes.subarray(0, bytes.length - 8)))).toBe('damaged')
    expect(catchReason(() => decodeModel(bytes.subarray(0, 10)))).toBe('damaged')
    expect(catchReason(() => decodeModel(packObject(1, { version: 'x' })))).toBe('damaged')
  })

  it('of another format asks to be learnt again', () => {
    const bytes = encodeModel(model)
    new Uint32Array(bytes.buffer)[1] = 99
    expect(catchReason(() => decodeModel(bytes))).toBe('unknown_version')
  })

  it('takes at most 5.2 MB for 20,000 term vectors', () => {
    expect(model.vectors.byteLength + model.scales.byteLength).toBe(model.words.length * (DIMENSIONS + 4))
    expect(20_000 * (DIMENSIONS + 4)).toBeLessThanOrEqual(5_200_000)
  })
})

describe('packing', () => {
  it('returns any JSON with typed arrays at any depth', () => {
    const leaf = fc.oneof(
      fc.string(),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.int8Array(),
      fc.uint16Array(),
      fc.uint32Array(),
      fc.float32Array(),
      fc.float64Array(),
    )
    const key = fc.string().filter((name) => name !== '$array' && name !== '__proto__')
    fc.assert(
      fc.property(fc.dictionary(key, fc.oneof(leaf, fc.array(leaf), fc.dictionary(key, leaf))), (value) => {
        const back = unpackObject(3, packObject(3, value))
        expect(back).toEqual({ ...value })
      }),
    )
  })
})

describe('embedding a text', () => {
  it('does not depend on the order of words, and repeats count less each time', () => {
    const once = embed(model, toTerms('t1w3 t2w4'))
    expect(cosine(once.vector, embed(model, toTerms('t2w4 t1w3')).vector)).toBeCloseTo(1, 6)
    const twice = embed(model, toTerms('t1w3 t1w3 t2w4')).vector
    const often = embed(model, toTerms('t1w3 t1w3 t1w3 t1w3 t2w4')).vector
    const alone = embed(model, toTerms('t1w3')).vector
    expect(cosine(twice, alone)).toBeGreaterThan(cosine(once.vector, alone))
    expect(cosine(often, alone) - cosine(twice, alone)).toBeLessThan(2 * (cosine(twice, alone) - cosine(once.vector, alone)))
  })

  it('captures less the more of the text is unknown, and nothing of no text', () => {
    const known = embed(model, toTerms('t1w3 t1w4')).captured
    const half = embed(model, toTerms('t1w3 t1w4 qqqqq zzzzz')).captured
    expect(half).toBeGreaterThan(0)
    expect(half).toBeLessThan(known)
    expect(embed(model, [])).toEqual({ vector: new Float32Array(DIMENSIONS), captured: 0 })
  })

  it('places a misspelt word near the word it was meant for', () => {
    const furniture = ['cupboard', 'wardrobe', 'bookshelf', 'sideboard']
    const garden = ['wheelbarrow', 'lawnmower', 'sprinkler', 'hedgetrimmer']
    const documents = Array.from({ length: 120 }, (_, at) => {
      const words = at % 2 === 0 ? furniture : garden
      return toTerms(`${words[(at >> 1) % 4]} ${words[(at >> 3) % 4]} ${at % 2 === 0 ? 'oak room' : 'lawn hose'}`)
    })
    const small = learn(documents, { subwordBuckets: 4096 })
    const misspelt = embed(small, toTerms('wardorbe'))
    const intended = cosine(misspelt.vector, embed(small, toTerms('wardrobe')).vector)
    expect(intended).toBeGreaterThan(cosine(misspelt.vector, embed(small, toTerms('lawnmower')).vector) + 0.3)
    expect(misspelt.captured).toBeGreaterThan(0)
    expect(misspelt.captured).toBeLessThan(embed(small, toTerms('wardrobe')).captured)
  })
})

function restore({ values, scale }: QuantisedVector): Float32Array {
  return Float32Array.from(values, (value) => value * scale)
}

describe('vectors as bytes', () => {
  const unit = fc
    .array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: DIMENSIONS, maxLength: DIMENSIONS })
    .map((values) => Float32Array.from(values))
    .filter((values) => Math.hypot(...values) > 1e-3)
    .map((values) => values.map((value) => value / Math.hypot(...values)))

  it('keep dot products within 0.01 and use the whole range', () => {
    fc.assert(
      fc.property(unit, unit, (a, b) => {
        const [left, right] = [quantise(a), quantise(b)]
        expect(Math.abs(cosine(restore(left), restore(right)) - cosine(a, b))).toBeLessThan(0.01)
        expect(Math.max(...left.values.map(Math.abs))).toBe(127)
      }),
      { numRuns: 50 },
    )
  })

  it('of nothing are nothing', () => {
    expect(quantise(new Float32Array(4))).toEqual({ values: new Int8Array(4), scale: 0 })
  })
})
