import { readFile } from 'node:fs/promises'
import { z } from 'zod'

const report = z.object({
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) })),
})

export type TestCounts = { passed: number; failed: number; skipped: number }

/** Counts of one JSON report of vitest. A file that could not be loaded holds no tests and counts as one that failed. */
export function countTests(json: unknown): TestCounts {
  const counts = { passed: 0, failed: 0, skipped: 0 }
  for (const file of report.parse(json).testResults) {
    const { assertionResults: tests } = file
    counts.passed += tests.filter(({ status }) => status === 'passed').length
    counts.failed += tests.filter(({ status }) => status === 'failed').length
    counts.skipped += tests.filter(({ status }) => status !== 'passed' && status !== 'failed').length
    if (file.status === 'failed' && !tests.some(({ status }) => status === 'failed')) counts.failed++
  }
  return counts
}

/** The sum over the reports that exist; a step that never ran has none. */
export async function sumReports(paths: readonly string[]): Promise<TestCounts> {
  const total = { passed: 0, failed: 0, skipped: 0 }
  for (const path of paths) {
    const text = await readFile(path, 'utf8').catch(() => undefined)
    if (text === undefined) continue
    const counts = countTests(JSON.parse(text))
    total.passed += counts.passed
    total.failed += counts.failed
    total.skipped += counts.skipped
  }
  return total
}
