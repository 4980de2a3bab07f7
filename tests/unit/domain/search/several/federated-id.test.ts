import { describe, expect, test } from 'vitest'
import { nameFederation, readFederation } from '../../../../../src/domain/search/several/federated-id.ts'

const ids = ['0123456789abcdef01234567', 'any other name']

describe('the id of a federated list', () => {
  test('gives back the names of its lists, and travels in an address', async () => {
    const id = await nameFederation(ids, [1, 2])
    expect(id).toMatch(/^[\w-]+$/)
    expect(await readFederation(id, [1, 2])).toEqual(ids)
    const longest = await nameFederation(
      Array.from({ length: 20 }, () => 'é'.repeat(64)),
      new Array<number>(20).fill(1),
    )
    expect(longest.length).toBeLessThan(4000)
  })

  test('is of another federation under other weights or with another number of searches', async () => {
    const id = await nameFederation(ids, [1, 2])
    for (const weights of [[1, 1], [2, 1], [1], [1, 2, 1]]) expect(await readFederation(id, weights)).toBeNull()
  })

  test.each([
    '',
    'garbage',
    'AAAA',
    '%',
    'bnVsbA',
    'W10',
    btoa('["federated","short",[]]'),
    btoa('["federated",1,["a"]]'),
    '0123456789abcdef01234567',
  ])('is refused when no answer has given it out: %j', async (id) => {
    await expect(readFederation(id, [1])).rejects.toMatchObject({ code: 'request.invalid', errors: [{ path: 'federate.resultSetId' }] })
  })
})
