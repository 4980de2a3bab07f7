import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Slot, VectorizeFilter } from '../../../../../src/adapters/vectorize/filter/index.ts'
import { compileVectorizeFilter, toSlotValue } from '../../../../../src/adapters/vectorize/filter/index.ts'
import type { FilterField } from '../../../../../src/domain/catalog/filter/index.ts'
import { matches, readValues } from '../../../../../src/domain/catalog/filter/index.ts'
import { compareBytes } from '../../../../../src/shared/compare.ts'
import { arbitraryDocument, arbitraryFilter } from '../../../domain/catalog/filter/arbitrary-filter.ts'
import { FIELDS, resolve, resolveAst } from '../../../domain/catalog/filter/sample-fields.ts'

const SLOTS: ReadonlyMap<string, Slot> = new Map<string, Slot>([
  ['brand', 's0'],
  ['image', 's1'],
  ['inStock', 's2'],
  ['tags', 's3'],
  ['category', 's4'],
  ['price', 'n0'],
  ['releasedAt', 'n1'],
  ['wi-fi `fast` \\ "x"', 'n2'],
])
const MAPPED: readonly FilterField[] = FIELDS.filter((field) => SLOTS.has(field.name))

type Metadata = Readonly<Record<string, string | number>>

/** What the write path stores beside a vector: the slots of fields with one value. */
function storeMetadata(document: Readonly<Record<string, unknown>>): Metadata {
  const metadata: Record<string, string | number> = {}
  for (const field of MAPPED) {
    const slot = SLOTS.get(field.name)
    const probe = resolveAst({ kind: 'exists', field: { name: field.name, start: 0, length: 0 }, start: 0, length: 0 })
    if (slot === undefined || probe.kind !== 'exists' || probe.field.many) continue
    const [value] = readValues(document, probe.field)
    const stored = value === undefined ? undefined : toSlotValue(value, slot)
    if (stored !== undefined) metadata[slot] = stored
  }
  return metadata
}

/** Vectorize's operators; what $ne and $nin do without a value is not documented, so both readings are tried. */
function accepts({ filter }: VectorizeFilter, metadata: Metadata, missingDiffers: boolean): boolean {
  return Object.entries(filter ?? {}).every(([slot, conditions]) =>
    Object.entries(conditions).every(([operator, wanted]) => {
      const value = metadata[slot]
      const list: readonly (string | number)[] = typeof wanted === 'object' ? wanted : [wanted]
      if (value === undefined) return (operator === '$ne' || operator === '$nin') && missingDiffers
      const [first] = list
      const order = typeof value === 'string' ? compareBytes(value, String(first)) : value - Number(first)
      const verdicts: Record<string, boolean> = {
        $eq: value === first,
        $ne: value !== first,
        $in: list.includes(value),
        $nin: !list.includes(value),
        $lt: order < 0,
        $lte: order <= 0,
        $gt: order > 0,
        $gte: order >= 0,
      }
      return verdicts[operator] ?? false
    }),
  )
}

describe('compileVectorizeFilter', () => {
  test('never excludes a document that the filter accepts, and is exact where it says so', () => {
    let complete = 0
    fc.assert(
      fc.property(
        arbitraryFilter(MAPPED, { maxDepth: 2 }),
        fc.array(arbitraryDocument(FIELDS), { minLength: 10, maxLength: 10 }),
        (ast, documents) => {
          const filter = resolveAst(ast)
          const compiled = compileVectorizeFilter(filter, SLOTS)
          if (compiled.complete) complete += 1
          for (const document of documents) {
            const metadata = storeMetadata(document)
            for (const missingDiffers of [false, true]) {
              const accepted = accepts(compiled, metadata, missingDiffers)
              if (matches(filter, document)) expect(accepted).toBe(true)
              else if (compiled.complete) expect(accepted).toBe(false)
            }
          }
        },
      ),
      { numRuns: 1000 },
    )
    expect(complete).toBeGreaterThan(50)
  })

  const long = 'é'.repeat(40)
  test.each([
    ['brand = "A"', { s0: { $eq: 'A' } }, true],
    ['brand = "A" OR brand = "B"', { s0: { $in: ['A', 'B'] } }, true],
    ['price >= 1 AND price < 5 AND brand = "A"', { s0: { $eq: 'A' }, n0: { $gte: 1, $lt: 5 } }, true],
    ['price BETWEEN 1 AND 5', { n0: { $gte: 1, $lte: 5 } }, true],
    ['price > 1 AND price > 2', { n0: { $gt: 1 } }, false],
    ['releasedAt > "1970-01-02"', { n1: { $gt: 86_400_000 } }, true],
    ['inStock = true', { s2: { $eq: 'true' } }, true],
    ['`wi-fi \\`fast\\` \\\\ \\"x\\"` = false', { n2: { $eq: 0 } }, true],
    ['brand != "A"', { s0: { $ne: 'A' } }, false],
    ['brand NOT IN ["A", "B"] AND brand = "C"', { s0: { $eq: 'C' } }, false],
    [`brand = "${long}"`, { s0: { $eq: 'é'.repeat(32) } }, false],
    [`brand != "${long}"`, undefined, false],
    [`brand < "${'x'.repeat(70)}"`, { s0: { $lte: 'x'.repeat(64) } }, false],
    ['brand > "é"', undefined, false],
    ['tags = "a"', undefined, false],
    ['category = "Home"', undefined, false],
    ['sizes = 1', undefined, false],
    ['id = "7"', undefined, false],
    ['NOT brand = "A"', undefined, false],
    ['brand EXISTS', undefined, false],
    ['brand = "A" OR price > 1', undefined, false],
    ['(brand = "A" OR price > 1) AND image = "i"', { s1: { $eq: 'i' } }, false],
    ['brand IN []', undefined, false],
  ])('%s', (text, filter, complete) => {
    expect(compileVectorizeFilter(resolve(text), SLOTS)).toEqual({ filter, complete })
  })

  test('stays below 2,048 bytes and keeps the most selective part', () => {
    const list = Array.from({ length: 400 }, (_, index) => `"value ${index}"`).join(', ')
    const compiled = compileVectorizeFilter(resolve(`brand IN [${list}] AND price > 1 AND image = "i"`), SLOTS)
    expect(compiled).toEqual({ filter: { s1: { $eq: 'i' }, n0: { $gt: 1 } }, complete: false })
  })
})
