export type Outcome<O> = { ok: true; value: O } | { ok: false; error: unknown }

export type Latest<I> = {
  issue: (input: I) => void
  cancel: () => void
}

/**
 * Only the newest request counts: issuing one aborts the one before, and an answer that arrives although its request
 * was superseded (an abort is only a wish) is dropped by its sequence number. `settle` is called at most once an issue.
 */
export function createLatest<I, O>(run: (input: I, signal: AbortSignal) => Promise<O>, settle: (outcome: Outcome<O>, input: I) => void): Latest<I> {
  let newest = 0
  let controller: AbortController | null = null

  const cancel = (): void => {
    newest += 1
    controller?.abort()
    controller = null
  }
  const issue = (input: I): void => {
    cancel()
    const sequence = newest
    controller = new AbortController()
    run(input, controller.signal).then(
      (value) => {
        if (sequence === newest) settle({ ok: true, value }, input)
      },
      (error: unknown) => {
        if (sequence === newest) settle({ ok: false, error }, input)
      },
    )
  }
  return { issue, cancel }
}
