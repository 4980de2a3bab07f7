import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isJudged, planWorkload } from '../../../bench/workload.ts'

const words = fc.constantFrom('walnut', 'desk', 'oak', 'lamp', 'steel', 'chair', 'red')
const titles = fc.array(
  fc.array(words, { minLength: 1, maxLength: 6 }).map((parts) => parts.join(' ')),
  { minLength: 1, maxLength: 30 },
)
const queries = fc.array(fc.record({ id: fc.uuid(), text: fc.array(words, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(' ')) }), {
  maxLength: 40,
})
const sizes = fc.record({ warmUp: fc.nat(5), latency: fc.nat(20), throughput: fc.nat(20) })

test('no query is asked twice, in whatever phase', () => {
  fc.assert(
    fc.property(queries, titles, sizes, (given, from, wanted) => {
      const plan = planWorkload({ queries: given }, from, wanted)
      const all = [...plan.warmUp, ...plan.latency.map((query) => query.text), ...plan.throughput]
      expect(new Set(all).size).toBe(all.length)
      expect(plan.latency.length).toBeLessThanOrEqual(wanted.latency)
      expect(plan.throughput.length).toBeLessThanOrEqual(wanted.throughput)
    }),
  )
})

test('judged queries come first in the latency run, made ones fill it up', () => {
  const judged = [
    { id: 'q1', text: 'walnut desk' },
    { id: 'q2', text: 'oak' },
  ]
  const plan = planWorkload({ queries: judged }, ['Steel lamp with shade', 'Red chair', 'Garden bench in teak'], {
    warmUp: 1,
    latency: 4,
    throughput: 3,
  })
  expect(plan.latency).toHaveLength(4)
  expect(
    plan.latency
      .filter(isJudged)
      .map((query) => query.id)
      .sort(),
  ).toEqual(['q1', 'q2'])
  for (const { text } of plan.latency.filter((query) => !isJudged(query))) {
    expect(['steel lamp with shade', 'red chair', 'garden bench in teak'].some((title) => title.includes(text))).toBe(true)
  }
})

test('the same set gives the same workload', () => {
  const set = { queries: Array.from({ length: 50 }, (_, index) => ({ id: String(index), text: `query ${index}` })) }
  const plan = planWorkload(set, ['a title'], { warmUp: 5, latency: 20, throughput: 25 })
  expect(planWorkload(set, ['a title'], { warmUp: 5, latency: 20, throughput: 25 })).toEqual(plan)
  expect(plan.latency.map((query) => query.id)).not.toEqual(set.queries.slice(0, 20).map((query) => query.id))
})
