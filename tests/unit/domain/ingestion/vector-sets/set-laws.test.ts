import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AppError } from '../../../../../src/contracts/errors.ts'
import { buildVectorSet, deleteVectorSet, goBackToPreviousSet, listVectorSets, serveVectorSet } from '../../../../../src/domain/ingestion/index.ts'
import { cancelJob, retryJob } from '../../../../../src/domain/operations/index.ts'
import { type Rig, createRig } from './sets-rig.ts'

const shop = { collection: 'shop' }

/** Anything an operator, a writer or the machine may do at any moment. */
const act = fc.oneof(
  // what moves sets along comes often enough for switches and ways back to be met in most histories
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('settle' as const, 'back' as const, 'drain' as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('build' as const), how: fc.constantFrom('manual' as const, 'automatic' as const) }) },
  fc.record({
    kind: fc.constant('write' as const),
    at: fc.nat(9),
    count: fc.integer({ min: 1, max: 3 }),
    text: fc.constantFrom('walnut desk', 'oak lamp', 'steel rug'),
  }),
  fc.record({ kind: fc.constant('erase' as const), at: fc.nat(9) }),
  fc.record({ kind: fc.constantFrom('serve' as const, 'delete' as const), set: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ kind: fc.constantFrom('cancel' as const, 'retry' as const, 'look' as const, 'renew' as const, 'restart' as const) }),
  fc.record({ kind: fc.constant('slices' as const), count: fc.integer({ min: 1, max: 12 }) }),
  fc.record({ kind: fc.constant('down' as const), failing: fc.boolean() }),
)
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never

async function perform(rig: Rig, jobs: string[], given: Act): Promise<void> {
  const last = jobs.at(-1) ?? 'none'
  switch (given.kind) {
    case 'write':
      for (let at = given.at; at < given.at + given.count; at++) await rig.write(at, 1, () => given.text)
      return
    case 'erase':
      return void (await rig.erase([`d${given.at}`]))
    case 'build':
      return void jobs.push((await buildVectorSet(rig.ports, rig.ctx, { ...shop, switch: given.how })).jobId)
    case 'serve':
      return void (await serveVectorSet(rig.ports, rig.ctx, { ...shop, set: given.set }))
    case 'delete':
      return void (await deleteVectorSet(rig.ports, rig.ctx, { ...shop, set: given.set }))
    case 'back':
      return void (await goBackToPreviousSet(rig.ports, rig.ctx, shop))
    case 'cancel':
      return void (await cancelJob(rig.operations, rig.ctx, { id: last }))
    case 'retry':
      return void (await retryJob(rig.operations, rig.ctx, { id: last }))
    case 'drain':
      return rig.drain()
    case 'look':
      rig.clock.now += 2000
      return void (await rig.look())
    case 'renew':
      rig.clock.now += 10_000
      return void (await rig.renew())
    case 'restart':
      return rig.restart()
    case 'settle':
      return rig.settle()
    case 'slices':
      for (let slice = 0; slice < given.count; slice++) await rig.slice()
      return
    case 'down':
      rig.config.failing = given.failing
  }
}

async function checkBounds(rig: Rig): Promise<void> {
  const { items } = await listVectorSets(rig.ports, rig.ctx, shop)
  const count = (...states: string[]): number => items.filter(({ state }) => states.includes(state)).length
  expect(count('serving')).toBe(1)
  expect(count('previous')).toBeLessThanOrEqual(1)
  expect(count('building', 'ready')).toBeLessThanOrEqual(1)
}

/** Whatever happened, once everything has settled each set holds what its state promises, and dropped ones hold nothing. */
async function checkStores(rig: Rig): Promise<void> {
  const { documentCount, vectorSet } = await rig.collection()
  const { items } = await listVectorSets(rig.ports, rig.ctx, shop)
  const known = new Map(items.map((item) => [item.set, item]))
  for (let set = 1; set <= 12; set++) {
    const found = await rig.inspect(set)
    const item = known.get(set)
    if (!item) expect({ set, ...found }).toEqual({ set, stored: 0, ledger: 0, model: false })
    else if (item.state === 'serving' || item.state === 'ready') {
      expect({ set, ...found }).toEqual({ set, stored: documentCount, ledger: documentCount, model: false })
      expect(item.pending).toBe(0)
    } else {
      // what stands aside may lack what is new, but holds nothing of what is gone
      const { rows } = await rig.db.all({
        sql: 'SELECT count(*) AS n FROM vectors v WHERE "set" = ?1 AND NOT EXISTS (SELECT 1 FROM documents d WHERE d.key = v.doc)',
        params: [set],
      })
      expect(rows).toEqual([{ n: 0 }])
      expect(found.stored).toBe(found.ledger)
    }
  }
  expect(vectorSet).not.toBeNull()
}

describe('whatever happens in whatever order', () => {
  it('one set answers, one at most stands on either side of it, and every store ends with what it should hold', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 10, maxLength: 40 }), async (acts) => {
        const rig = await createRig(6, 'cloud')
        const jobs: string[] = []
        for (const given of acts) {
          try {
            await perform(rig, jobs, given)
          } catch (error) {
            // refusals are answers; anything else is a fault, except of a model that is down
            if (!(error instanceof AppError) || (error.code === 'service.unavailable' && !rig.config.failing)) throw error
          }
          await checkBounds(rig)
        }
        rig.config.failing = false
        rig.clock.now += 200_000
        await rig.renew()
        await rig.settle()
        await rig.renew()
        await rig.settle()
        await checkBounds(rig)
        await checkStores(rig)
      }),
      { numRuns: 40 },
    )
  }, 120_000)
})
