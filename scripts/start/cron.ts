/** That of `[triggers]` in wrangler.toml. */
export const CRON_MS = 300_000
const PATIENCE_MS = 20_000

/**
 * A stand-in for cron, which never fires under `wrangler dev`: calls the Worker's `scheduled` at once, so that what a new version has to do over
 * data of before begins, then every five minutes, through the path that wrangler keeps for trying it. Says nothing and never throws: what fails comes
 * again. `first` resolves when the first call has ended.
 */
export function startCron(url: string, everyMs: number = CRON_MS): { first: Promise<void>; stop: () => void } {
  const end = new AbortController()
  const fire = async (): Promise<void> => {
    const signal = AbortSignal.any([end.signal, AbortSignal.timeout(PATIENCE_MS)])
    const response = await fetch(`${url}/cdn-cgi/local/scheduled`, { signal }).catch(() => undefined)
    await response?.body?.cancel().catch(() => undefined)
  }
  const first = fire()
  const timer = setInterval(() => void fire(), everyMs)
  // the server decides how long this process lives
  timer.unref()
  return {
    first,
    stop: () => {
      clearInterval(timer)
      end.abort()
    },
  }
}
