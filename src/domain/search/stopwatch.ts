import type { SearchResponse } from '../../contracts/search.ts'

/** How long an answer waits for the semantic side before it is given with what has come in, in milliseconds. */
export const SEMANTIC_BUDGET_MS = 1500

/** Times the stages that do I/O; others can't be timed where the clock stands still between I/O. */
export class Stopwatch {
  private readonly timer: () => number
  private readonly started: number
  private d1Ms = 0
  private vectorMs = 0
  private rerankMs: number | undefined
  private roundTrips = 0
  rowsRead = 0
  vectorCandidates = 0
  vectorRowsRead = 0

  constructor(timer: () => number) {
    this.timer = timer
    this.started = timer()
  }

  async d1<T>(work: Promise<T>): Promise<T> {
    const from = this.timer()
    this.roundTrips++
    const result = await work
    this.d1Ms += this.timer() - from
    return result
  }

  async vector<T>(work: Promise<T>): Promise<T> {
    const from = this.timer()
    const result = await work
    this.vectorMs += this.timer() - from
    return result
  }

  async rerank<T>(work: Promise<T>): Promise<T> {
    const from = this.timer()
    const result = await work
    this.rerankMs = (this.rerankMs ?? 0) + this.timer() - from
    return result
  }

  /** what the stages before have left of SEMANTIC_BUDGET_MS to those that share it */
  get semanticTimeLeft(): number {
    return Math.max(0, SEMANTIC_BUDGET_MS - this.vectorMs)
  }

  read(): SearchResponse['timings'] {
    const vector =
      this.vectorCandidates > 0
        ? { vectorMs: round(this.vectorMs), vectorCandidates: this.vectorCandidates, vectorRowsRead: this.vectorRowsRead }
        : {}
    const rerank = this.rerankMs === undefined ? {} : { rerankMs: round(this.rerankMs) }
    const totalMs = round(this.timer() - this.started)
    return { totalMs, d1Ms: round(this.d1Ms), ...vector, ...rerank, roundTrips: this.roundTrips, rowsRead: this.rowsRead }
  }
}

function round(milliseconds: number): number {
  return Math.round(milliseconds * 100) / 100
}
