import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type AlarmFacts,
  POKE_MS,
  SWEEP_EVERY_MS,
  backOff,
  computeNextAlarm,
  isSweepDue,
  movePokedAlarm,
} from '../../../../src/domain/operations/schedule.ts'

const time = fc.integer({ min: 1_000_000_000_000, max: 4_000_000_000_000 })
const facts: fc.Arbitrary<AlarmFacts> = time.chain((now) =>
  fc.record({
    now: fc.constant(now),
    outboxLeft: fc.boolean(),
    failures: fc.nat({ max: 50 }),
    jobDueAt: fc.option(fc.integer({ min: now - 1e9, max: now + 1e9 })),
    learnAt: fc.option(fc.integer({ min: now - 1e9, max: now + 1e9 })),
    sweptAt: fc.integer({ min: 0, max: now }),
  }),
)
const check = (law: (given: AlarmFacts) => void) => fc.assert(fc.property(facts, law))

describe('the next alarm', () => {
  it('is never in the past and always comes', () => {
    check((given) => {
      expect(computeNextAlarm(given)).toBeGreaterThan(given.now)
    })
  })

  it('is never later than the next sweep or, after a failure, its back-off', () => {
    check((given) => {
      const latest = given.failures > 0 ? given.now + backOff(given.failures) : Math.max(given.now + 5, given.sweptAt + SWEEP_EVERY_MS)
      expect(computeNextAlarm(given)).toBeLessThanOrEqual(latest)
    })
  })

  it('comes at once while the outbox or a due job waits, whatever else has failed', () => {
    check((given) => {
      expect(computeNextAlarm({ ...given, outboxLeft: true })).toBeLessThanOrEqual(given.now + 5)
      expect(computeNextAlarm({ ...given, jobDueAt: given.now })).toBeLessThanOrEqual(given.now + 5)
    })
  })

  it('does not spin: a sweep that fails every time waits for its back-off', () => {
    check((given) => {
      const failing = { ...given, failures: given.failures + 1, outboxLeft: false, jobDueAt: null, learnAt: null, sweptAt: 0 }
      expect(computeNextAlarm(failing)).toBe(given.now + backOff(given.failures + 1))
    })
  })

  it('is never put off by more work', () => {
    check((given) => {
      const idle = computeNextAlarm({ ...given, outboxLeft: false, jobDueAt: null, learnAt: null })
      expect(computeNextAlarm(given)).toBeLessThanOrEqual(idle)
    })
  })
})

describe('a back-off', () => {
  it('doubles from one second and stays below a minute', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 8, 1000].map(backOff)).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000])
  })
})

describe('a poke', () => {
  it('brings the alarm within 50 ms and never puts one off', () => {
    fc.assert(
      fc.property(time, fc.option(fc.integer({ min: -1000, max: 1_000_000 })), (now, wait) => {
        const alarm = wait === null ? null : now + wait
        const after = movePokedAlarm(alarm, now) ?? alarm ?? Infinity
        expect(after).toBeLessThanOrEqual(now + POKE_MS)
        if (alarm !== null) expect(after).toBeLessThanOrEqual(Math.max(alarm, now + POKE_MS))
        if (alarm !== null && alarm <= now + POKE_MS) expect(movePokedAlarm(alarm, now)).toBeNull()
      }),
    )
  })
})

describe('the sweep', () => {
  it('is due a day after the last one', () => {
    expect([SWEEP_EVERY_MS - 1, SWEEP_EVERY_MS].map((passed) => isSweepDue(1000, 1000 + passed))).toEqual([false, true])
  })
})
