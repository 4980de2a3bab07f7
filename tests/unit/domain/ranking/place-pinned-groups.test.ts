import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { foldGroups, placePinnedGroups } from '../../../../src/domain/ranking/index.ts'

type Document = { id: string; group: string }
const keyOf = ({ group }: Document): string => group
const documents = fc
  .array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 30 })
  .map((groups) => groups.map((group, at): Document => ({ id: `d${at}`, group })))
const pins = fc.uniqueArray(fc.record({ id: fc.nat(35).map((at) => `d${at}`), position: fc.integer({ min: 1, max: 8 }) }), {
  selector: ({ id }) => id,
  maxLength: 4,
})

describe('pins among groups', () => {
  test('remove nothing and keep the order of documents whose group holds none', () =>
    fc.assert(
      fc.property(documents, pins, (list, wanted) => {
        const placed = placePinnedGroups(list, wanted, keyOf)
        expect(placed.toSorted((left, right) => list.indexOf(left) - list.indexOf(right))).toEqual(list)
        const pinned = new Set(wanted.flatMap(({ id }) => list.find((document) => document.id === id)?.group ?? []))
        expect(placed.filter(({ group }) => !pinned.has(group))).toEqual(list.filter(({ group }) => !pinned.has(group)))
      }),
    ))

  test('give the group of a single pin its place, with the pinned document as its best', () =>
    fc.assert(
      fc.property(documents, fc.nat(29), fc.integer({ min: 1, max: 8 }), (list, at, position) => {
        const document = list[at]
        if (!document) return
        const groups = foldGroups(placePinnedGroups(list, [{ id: document.id, position }], keyOf), keyOf)
        const place = groups.findIndex(([head]) => head?.group === document.group)
        expect(place).toBe(Math.min(position, groups.length) - 1)
        expect(groups[place]?.[0]).toBe(document)
      }),
    ))

  test('are counted in groups and not in documents', () => {
    const list = ['a', 'a', 'b', 'a', 'c', 'd'].map((group, at): Document => ({ id: `d${at}`, group }))
    const placed = placePinnedGroups(list, [{ id: 'd5', position: 2 }], keyOf)
    expect(foldGroups(placed, keyOf).map((members) => members.map(({ id }) => id))).toEqual([['d0', 'd1', 'd3'], ['d5'], ['d2'], ['d4']])
  })
})
