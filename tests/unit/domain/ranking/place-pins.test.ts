import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { placePins } from '../../../../src/domain/ranking/index.ts'

const documents = ['a', 'b', 'c', 'd'].map((id) => ({ id }))
const place = (pins: readonly [string, number][]): string =>
  placePins(
    documents,
    pins.map(([id, position]) => ({ id, position })),
  )
    .map(({ id }) => id)
    .join('')

describe('pins', () => {
  test('stand at their position, the others around them in order', () => {
    expect(place([['d', 1]])).toBe('dabc')
    expect(place([['a', 3]])).toBe('bcad')
    expect(
      place([
        ['d', 1],
        ['c', 2],
      ]),
    ).toBe('dcab')
    expect(
      place([
        ['a', 2],
        ['d', 4],
      ]),
    ).toBe('bacd')
  })

  test('for one position keep their own order; beyond the end is the end', () => {
    expect(
      place([
        ['c', 1],
        ['b', 1],
      ]),
    ).toBe('cbad')
    expect(place([['a', 99]])).toBe('bcda')
  })

  test('of unknown documents and repeated ones are left out', () => {
    expect(place([['x', 1]])).toBe('abcd')
    expect(
      place([
        ['b', 1],
        ['b', 4],
      ]),
    ).toBe('bacd')
  })

  const ids = fc.uniqueArray(fc.integer({ min: 0, max: 40 }).map(String), { maxLength: 20 })
  const pins = fc.array(fc.record({ id: fc.integer({ min: 0, max: 40 }).map(String), position: fc.integer({ min: 1, max: 30 }) }), { maxLength: 8 })

  test('lose and add nothing, keep the order of the others, and stand where they were put when no two want one place', () =>
    fc.assert(
      fc.property(ids, pins, (given, wanted) => {
        const placed = placePins(
          given.map((id) => ({ id })),
          wanted,
        ).map(({ id }) => id)
        expect(placed.toSorted()).toEqual(given.toSorted())
        const pinned = new Set(wanted.map(({ id }) => id))
        const isFree = (id: string): boolean => !pinned.has(id)
        expect(placed.filter(isFree)).toEqual(given.filter(isFree))
        const first = wanted.filter(({ id }, at) => given.includes(id) && wanted.findIndex((other) => other.id === id) === at)
        const positions = first.map(({ position }) => position)
        if (new Set(positions).size === positions.length)
          for (const { id, position } of first) if (position <= given.length) expect(placed.indexOf(id) + 1).toBeLessThanOrEqual(position)
      }),
    ))
})
