const WIDTH = 24
const PLAIN_EVERY_MS = 5000

export type Counts = { imported: number; unchanged: number; failed: number }

/** One line: bar, share, documents, rate and time left. `share` 0 to 1, `seconds` since the beginning, `before` documents counted by an earlier run. */
export function formatProgress(share: number, counts: Counts, seconds: number, sinceShare = 0, before = 0): string {
  const total = counts.imported + counts.unchanged + counts.failed
  const rate = seconds > 0 ? (total - before) / seconds : 0
  const speed = seconds > 0 ? (share - sinceShare) / seconds : 0
  const left = speed > 0 ? formatDuration((1 - share) / speed) : '…'
  const full = Math.round(share * WIDTH)
  const bar = `${'█'.repeat(full)}${'░'.repeat(WIDTH - full)}`
  return `${bar} ${String(Math.floor(share * 100)).padStart(3)} %  ${total.toLocaleString('en')} documents  ${Math.round(rate).toLocaleString('en')}/s  ${left} left`
}

/** 0.4 s, 7 s, 3 min 20 s, 2 h 5 min */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds))
  if (seconds < 9.95) return `${Math.max(0, seconds).toFixed(1)} s`
  if (whole < 60) return `${whole} s`
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`
}

/** Draws in place on a terminal, and a line every five seconds elsewhere. */
export class ProgressBar {
  private readonly began = performance.now()
  private printed = performance.now()
  private readonly out: NodeJS.WriteStream
  private readonly sinceShare: number
  private readonly before: number

  constructor(out: NodeJS.WriteStream, sinceShare: number, before: number) {
    this.out = out
    this.sinceShare = sinceShare
    this.before = before
  }

  draw(share: number, counts: Counts): void {
    const line = formatProgress(share, counts, this.seconds, this.sinceShare, this.before)
    if (this.out.isTTY) this.out.write(`\r\u001b[K${line.slice(0, (this.out.columns || 80) - 1)}`)
    else if (performance.now() - this.printed >= PLAIN_EVERY_MS) {
      this.printed = performance.now()
      this.out.write(`${line}\n`)
    }
  }

  /** Prints a line above the bar. */
  say(line: string): void {
    this.clear()
    this.out.write(`${line}\n`)
  }

  clear(): void {
    if (this.out.isTTY) this.out.write('\r\u001b[K')
  }

  get seconds(): number {
    return (performance.now() - this.began) / 1000
  }
}
