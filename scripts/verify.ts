import { appendFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { CHROMIUM_MISSING, findChromium } from './lib/find-chromium.ts'
import { stripColours } from './lib/strip-colours.ts'
import { ROOT } from './start/paths.ts'
import { startTool, stopEverything, waitForExit } from './start/processes.ts'
import { formatDuration } from './import/progress-bar.ts'
import { sumReports } from './verify/count-tests.ts'
import { STEPS, type Step, VERIFY_FOLDER } from './verify/steps.ts'

const TAIL_LINES = 80

/** Runs every step in order; true when all passed. Each step's whole output stays in .meridian/verify/. */
async function verify(): Promise<boolean> {
  if (findChromium() === undefined) {
    console.error(CHROMIUM_MISSING)
    return false
  }
  await rm(VERIFY_FOLDER, { recursive: true, force: true })
  await mkdir(VERIFY_FOLDER, { recursive: true })
  const began = performance.now()
  for (const step of STEPS) {
    if (!(await runStep(step))) return false
  }
  console.log(`Everything holds (${formatDuration((performance.now() - began) / 1000)}).`)
  return true
}

async function runStep(step: Step): Promise<boolean> {
  const began = performance.now()
  const log = join(VERIFY_FOLDER, `${step.name}.log`)
  await writeFile(log, '')
  for (const [tool = '', ...args] of step.commands) {
    await appendFile(log, `> ${tool} ${args.join(' ')}\n`)
    const code = await waitForExit(startTool([join(ROOT, 'node_modules', tool), ...args], { cwd: ROOT, log }))
    if (code === 0) continue
    console.log(`  ${step.name.padEnd(13)} failed (${elapsed(began)}): ${tool} ${args.join(' ')}\n`)
    console.log(`${tail(await readFile(log, 'utf8'))}\n\nThe whole output is in ${relative(ROOT, log)}.`)
    return false
  }
  console.log(`  ${step.name.padEnd(13)} ok (${elapsed(began)})`)
  return true
}

function elapsed(began: number): string {
  return formatDuration((performance.now() - began) / 1000)
}

function tail(text: string): string {
  const lines = stripColours(text).trimEnd().split('\n')
  return lines.slice(-TAIL_LINES).join('\n')
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stopEverything().then(() => process.exit(130)))

const passed = await verify()
const counts = await sumReports(STEPS.flatMap(({ report }) => (report === undefined ? [] : [report])))
if (counts.skipped > 0) console.log(`${counts.skipped} skipped`)
console.log(`${counts.passed} passed, ${counts.failed} failed`)
process.exitCode = passed && counts.failed === 0 ? 0 : 1
