import { stdout } from 'node:process'

/** Something the reader has to do: one sentence and a way out. Its message is all that is shown. */
export class StartError extends Error {
  override readonly name = 'StartError'
}

/** One line a step: what it is, what became of it, how long it took when that was long enough to notice. */
export async function reportStep(name: string, step: () => Promise<string>): Promise<void> {
  const began = performance.now()
  if (stdout.isTTY) stdout.write(`  ${name.padEnd(10)} …`)
  try {
    const outcome = await step()
    const seconds = (performance.now() - began) / 1000
    write(`  ${name.padEnd(10)} ${outcome}${seconds >= 0.5 ? ` (${seconds.toFixed(1)} s)` : ''}`)
  } catch (error) {
    if (stdout.isTTY) stdout.write('\r\u001b[K')
    throw error
  }
}

function write(line: string): void {
  stdout.write(stdout.isTTY ? `\r\u001b[K${line}\n` : `${line}\n`)
}

export function emphasise(text: string): string {
  return stdout.isTTY && process.env['NO_COLOR'] === undefined ? `\u001b[1m${text}\u001b[0m` : text
}
