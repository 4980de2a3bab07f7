import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { findChildren, readPeakMemory } from '../../../bench/process-memory.ts'

test('the peak of this process is known on Linux, and unknown elsewhere or for a process that is not there', () => {
  const peak = readPeakMemory(process.pid)
  if (existsSync('/proc/self/status')) expect(peak).toBeGreaterThan(10)
  else expect(peak).toBeNull()
  expect(readPeakMemory(2 ** 30)).toBeNull()
})

test('children are found by name only', () => expect(findChildren(process.pid, 'no-such-command')).toEqual([]))
