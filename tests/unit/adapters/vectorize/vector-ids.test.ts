import { describe, expect, it } from 'vitest'
import type { VectorSpace } from '../../../../src/domain/embedding/vector-store.ts'
import { fitSlotFilter } from '../../../../src/adapters/vectorize/slots.ts'
import { toNamespace, toVectorId } from '../../../../src/adapters/vectorize/vector-ids.ts'

const space: VectorSpace = { tenant: 't', collection: 12, vector: 'content', set: 3, dimensions: 256, priority: 'medium' }
const others: VectorSpace[] = [
  { ...space, tenant: 'u' },
  { ...space, collection: 1 },
  { ...space, vector: 'title' },
  { ...space, set: 4 },
]

describe('vector ids', () => {
  it('are 43 bytes of base64url, namespaces 32', async () => {
    expect(await toVectorId(space, 'ü'.repeat(128))).toMatch(/^[A-Za-z0-9_-]{43}$/)
    expect(await toNamespace(space)).toMatch(/^[0-9a-f]{32}$/)
  })

  it('differ when any part of the space or the document differs, also where the parts run together', async () => {
    const ids = await Promise.all([space, ...others].map((each) => toVectorId(each, 'a')))
    const run = [await toVectorId({ ...space, vector: 'content","3' }, 'a'), await toVectorId(space, 'b')]
    expect(new Set([...ids, ...run]).size).toBe(7)
    expect(new Set(await Promise.all([space, ...others].map(toNamespace))).size).toBe(5)
  })

  it('stay the same, because stored vectors are named by them', async () => {
    // base64url of sha256(['t',12,'content',3,'sku-1'])
    expect(await toVectorId(space, 'sku-1')).toBe('HOchpxNDadGuLHOLzW7Vi32g7ozxnK19LSoH4k5wGlo')
  })
})

describe('a slot filter', () => {
  it('keeps every condition that fits and leaves out the largest', () => {
    const large = { $in: Array.from({ length: 100 }, (_, at) => `a value of some length ${at}`) }
    expect(fitSlotFilter({ s0: large, s1: 'a', n0: { $gt: 1 } })).toEqual({ s1: 'a', n0: { $gt: 1 } })
    expect(fitSlotFilter({ s0: large })).toBeUndefined()
    expect(fitSlotFilter({})).toBeUndefined()
    expect(fitSlotFilter(undefined)).toBeUndefined()
  })

  it('counts bytes, not characters', () => {
    const value = 'é'.repeat(1100)
    expect(fitSlotFilter({ s0: value })).toBeUndefined()
    expect(fitSlotFilter({ s0: 'e'.repeat(1100) })).toEqual({ s0: 'e'.repeat(1100) })
  })
})
