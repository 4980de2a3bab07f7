import { expect, test } from 'vitest'
import { createSharedLoads } from '../../../src/shared/shared-loads.ts'

function open() {
  const kept: Promise<unknown>[] = []
  let time = 0
  const share = createSharedLoads(
    (work) => void kept.push(work),
    () => time,
  )
  return { share, kept, pass: (milliseconds: number) => (time += milliseconds) }
}

const never = new Promise<string>(() => {})

test('who asks while a thing is loaded waits for that load, and who asks afterwards loads it anew', async () => {
  const { share } = open()
  let loads = 0
  const load = async () => ++loads
  expect(await Promise.all([share('a', load), share('a', load), share('b', load)])).toEqual([1, 1, 2])
  expect(await share('a', load)).toBe(3)
})

test('a load that fails fails for all who wait, and for nobody later', async () => {
  const { share, kept } = open()
  const failing = () => Promise.reject(new Error('away'))
  const outcomes = await Promise.allSettled([share('a', failing), share('a', failing)])
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect(await share('a', async () => 'there')).toBe('there')
  // what holds the request open never fails itself
  await expect(Promise.all(kept)).resolves.toBeDefined()
})

test('every load is held open by the request that began it, once, until it has ended', async () => {
  const { share, kept } = open()
  const loads: (() => void)[] = []
  const load = () => new Promise<void>((resolve) => void loads.push(resolve))
  const both = [share('a', load), share('a', load)]
  expect(kept).toHaveLength(1)
  loads[0]?.()
  await Promise.all([...both, ...kept])
})

test('a load whose request was stopped is waited for no longer than half a minute', async () => {
  const { share, pass } = open()
  void share('a', () => never)
  pass(29_999)
  const waiting = share('a', async () => 'anew')
  pass(1)
  expect(await share('a', async () => 'anew')).toBe('anew')
  expect(await Promise.race([waiting, Promise.resolve('still waiting')])).toBe('still waiting')
})

test('a lost load that ends after all does not end the one begun instead', async () => {
  const { share, pass } = open()
  let endFirst = (): void => {}
  const first = share('a', () => new Promise<void>((resolve) => (endFirst = resolve)))
  pass(30_000)
  void share('a', () => never)
  endFirst()
  await first
  let loads = 0
  void share('a', async () => void loads++)
  expect(loads).toBe(0)
})
