import { describe, expect, it } from 'vitest'
import { resolveDefinition } from '../../../../../../src/domain/catalog/resolve-definition.ts'
import { createValuesPart, openValues } from '../../../../../../src/domain/search/understanding/intent/index.ts'
import { analyse } from '../../../../../../src/shared/text/index.ts'
import { GARDEN, GARDEN_DOCUMENTS, makeBlob, makeValues } from './shop.ts'

const garden = resolveDefinition(GARDEN)
const tags = resolveDefinition({ fields: [{ name: 'tags', type: 'string[]', facet: 'conjunctive' }] })
const find = (values: ReturnType<typeof makeValues>, words: string) => values.find(analyse(words, 'en'))

describe('the values of a collection', () => {
  it('count who carries a value, and who says its words and does not', () => {
    const [sharp] = find(makeValues(garden, GARDEN_DOCUMENTS), 'sharp')
    expect(sharp).toMatchObject({ field: 'brand', values: ['Sharp'], carriers: 3, outside: 30, mentions: 0 })
  })

  it('put the commonest spelling first', () => {
    const values = makeValues(tags, [{ tags: ['Oaks'] }, { tags: ['oak', 'oak'] }, { tags: ['oak'] }])
    expect(find(values, 'OAK')).toEqual([expect.objectContaining({ values: ['oak', 'Oaks'], carriers: 3 })])
  })

  it('leave out long values, numbers and control characters', () => {
    const left = ['one two three four five six seven', 'x'.repeat(65), '1234', '12 - 34', 'a\u0000b']
    const values = makeValues(tags, [{ tags: left }])
    expect(left.flatMap((value) => find(values, value))).toEqual([])
  })

  it('know the percentiles of numbers and dates by nearest rank', () => {
    const values = makeValues(garden, GARDEN_DOCUMENTS)
    expect([0, 25, 75, 100].map((percent) => values.percentile('price', percent))).toEqual([10, 40, 40, 80])
    expect(values.percentile('releasedAt', 0)).toBe(Date.UTC(2010, 2, 1))
    expect(values.percentile('nothing', 50)).toBeNull()
  })

  it('are the same bytes for the same documents', () => {
    expect(makeBlob(garden, GARDEN_DOCUMENTS)).toEqual(makeBlob(garden, GARDEN_DOCUMENTS))
  })

  it('of nothing are nothing', () => {
    const values = makeValues(garden, [])
    expect([values.documents, find(values, 'oak'), values.percentile('price', 25)]).toEqual([0, [], null])
  })

  it('can not be read cut short, changed at the head or from other bytes', () => {
    const bytes = makeBlob(garden, GARDEN_DOCUMENTS)
    const broken = [bytes.slice(0, 8), bytes.slice(0, 200), bytes.with(0, 1), bytes.with(4, 9), bytes.with(16, 0), new Uint8Array(64)]
    expect(broken.map((each) => openValues(each))).toEqual(broken.map(() => null))
  })

  it('can not be read when any byte of it is another', () => {
    const bytes = makeBlob(garden, GARDEN_DOCUMENTS)
    const readable = [...bytes.keys()].filter((at) => openValues(bytes.with(at, (bytes[at] ?? 0) ^ 0x10)) !== null)
    expect([bytes.length % 4, readable]).toEqual([0, []])
  })

  it('can be read at any offset of a buffer', () => {
    const bytes = makeBlob(garden, GARDEN_DOCUMENTS)
    const moved = new Uint8Array(bytes.length + 3)
    moved.set(bytes, 3)
    expect(openValues(moved.subarray(3))?.find(analyse('oak', 'en'))).toHaveLength(1)
  })

  it('stay within 4 MB and keep the commonest, whatever comes', () => {
    const part = createValuesPart(tags)
    const words = [...'абвгдежзик'].map((letter) => letter.repeat(9))
    for (let key = 0; key < 160; key += 1) {
      // six words of ten, two bytes a letter: the words are soon analysed, the values many and long
      const rare = Array.from({ length: 180 }, (_, index) =>
        [...String(key * 180 + index).padStart(6, '0')].map((digit) => words[Number(digit)]).join(' '),
      )
      part.add({ key, id: String(key), body: { tags: ['common oak', ...rare] }, texts: [] })
    }
    const steps = part.finish()
    let step = steps.next()
    while (step.done !== true) step = steps.next()
    const values = openValues(step.value)
    expect(step.value.length).toBeLessThan(4_200_000)
    expect(values?.find(analyse('common oak', 'en'))).toEqual([expect.objectContaining({ carriers: 160 })])
  }, 30_000)
})
