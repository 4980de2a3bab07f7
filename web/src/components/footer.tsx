import type { SearchResponse } from '../../../src/contracts/search.ts'
import { LOCALE } from '../locale.ts'
import { formatMilliseconds, formatNumber } from '../text/format.ts'

const CACHE_WORDS: Readonly<Record<SearchResponse['cache'], string>> = {
  miss: 'computed',
  isolate: 'from memory',
  kv: 'from the regional cache',
  bypass: 'cache bypassed',
}

/** Timings and origin of the answer, for whoever wants to know. */
export function Footer({ response, elapsedMs, version }: { response: SearchResponse | null; elapsedMs: number | null; version: string }) {
  const facts: string[] = []
  if (response !== null) {
    const { timings } = response
    facts.push(`Answered in ${formatMilliseconds(timings.totalMs)}`)
    if (elapsedMs !== null) facts.push(`${formatMilliseconds(elapsedMs)} with the network`)
    if (timings.d1Ms !== undefined) facts.push(`database ${formatMilliseconds(timings.d1Ms)}`)
    if (timings.vectorMs !== undefined) facts.push(`vectors ${formatMilliseconds(timings.vectorMs)}`)
    if (timings.rerankMs !== undefined) facts.push(`reranker ${formatMilliseconds(timings.rerankMs)}`)
    facts.push(`${formatNumber(timings.rowsRead, LOCALE)} rows in ${timings.roundTrips} round ${timings.roundTrips === 1 ? 'trip' : 'trips'}`)
    facts.push(`${CACHE_WORDS[response.cache]}, result set ${response.resultSet}`)
    facts.push(`data version ${response.dataVersion}`)
  }
  return (
    <footer className="footer">
      <ul aria-label="About this answer">
        {facts.map((fact, index) => (
          <li key={index}>{fact}</li>
        ))}
      </ul>
      <p>
        Meridian {version} · <a href="/docs">API reference</a>
      </p>
    </footer>
  )
}
