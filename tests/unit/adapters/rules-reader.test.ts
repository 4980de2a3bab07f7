import { expect, test, vi } from 'vitest'
import { createRulesReader } from '../../../src/adapters/rules-reader.ts'
import type { Rule } from '../../../src/contracts/rules.ts'
import { createByteCache } from '../../../src/shared/byte-cache.ts'
import { createSharedLoads } from '../../../src/shared/shared-loads.ts'
import { makeRule } from '../../support/rules.ts'
import { openRuleShop } from '../../support/rule-shop.ts'

const rules = [makeRule('a', {}, [{ hide: { ids: ['d1'] } }]), makeRule('off', {}, [{ hide: { ids: ['d1'] } }], { enabled: false })]
const collection = await (await openRuleShop(rules)).find('shop')

function open(read: () => Promise<{ rules: readonly Rule[]; configVersion: number } | null>) {
  const store = { reads: 0, readLive: () => (store.reads++, read()) }
  return {
    store,
    reader: createRulesReader(
      store,
      createByteCache(1_000_000),
      createSharedLoads(
        () => {},
        () => 0,
      ),
    ),
  }
}

test('rules are read once a version, also by searches at the same time', async () => {
  const { store, reader } = open(async () => ({ rules, configVersion: collection.configVersion }))
  const [one, other] = await Promise.all([reader(collection), reader(collection)])
  expect([one === other, (await reader(collection)) === one, store.reads]).toEqual([true, true, 1])
  expect(one.rules.map(({ rule }) => rule.id)).toEqual(['a'])
})

test('those of a newer version are used and not kept under the older', async () => {
  const { store, reader } = open(async () => ({ rules, configVersion: collection.configVersion + 1 }))
  await reader(collection)
  await reader(collection)
  expect(store.reads).toBe(2)
})

test.each([
  ['a replica that is behind', async () => ({ rules: [], configVersion: collection.configVersion - 1 })],
  ['a collection that is gone', async () => null],
  ['a database that fails', async () => Promise.reject(new Error('D1_ERROR'))],
])('%s gives none, is reported, and is asked again', async (_name, read) => {
  const report = vi.spyOn(console, 'error').mockImplementation(() => {})
  const { store, reader } = open(read)
  await expect(reader(collection)).rejects.toThrow()
  await expect(reader(collection)).rejects.toThrow()
  expect([store.reads, report.mock.calls.length]).toEqual([2, 2])
  report.mockRestore()
})
