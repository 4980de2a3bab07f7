import { formatTable } from '../evals/format-table.ts'
import type { Measured } from './measure.ts'

export type BenchRow = { engine: string; measured: Measured }
export type CatalogResult = { name: string; documents: number; faceted: boolean; rows: readonly BenchRow[]; failures: readonly string[] }
export type BenchReport = { command: string; machine: string; date: string; connections: number; quick: boolean; results: readonly CatalogResult[] }

const OURS = 'meridian'
/** Engines in JavaScript: what the aim is measured against. */
const PEERS = ['minisearch', 'minisearch-fuzzy', 'orama', 'flexsearch']

/** Differences of nDCG below this count as none: the tolerance the evaluation has on large sets. */
const EQUAL_NDCG = 0.003

export function formatCatalog({ rows }: Pick<CatalogResult, 'rows'>, connections: number): string {
  const header = [
    'engine',
    'nDCG@10',
    'p50 ms',
    'p95 ms',
    'p99 ms',
    `req/s at ${connections}`,
    'peak MB',
    'after import MB',
    'import docs/s',
    'then ready s',
    'restart s',
  ]
  return formatTable(
    header,
    rows.map(({ engine, measured: m }) => [
      engine,
      m.ndcg10.toFixed(4),
      m.p50.toFixed(2),
      m.p95.toFixed(2),
      m.p99.toFixed(2),
      m.throughput.perSecond.toFixed(0),
      formatNumber(m.peak, 0),
      formatNumber(m.peakAfterLoad, 0),
      (m.documents / m.loadSeconds).toFixed(0),
      m.settleSeconds.toFixed(1),
      m.restartSeconds.toFixed(2),
    ]),
  )
}

/** Every other engine against this Worker in keyword mode; above 1 means the Worker is better. */
export function formatRatios({ rows }: Pick<CatalogResult, 'rows'>): string {
  const ours = rows.find((row) => row.engine === OURS)?.measured
  if (!ours || rows.length === 1) return ''
  const lines = rows
    .filter((row) => row.engine !== OURS)
    .map(({ engine, measured: m }) => [
      engine,
      formatRatio(m.p50, ours.p50),
      formatRatio(m.p95, ours.p95),
      formatRatio(m.p99, ours.p99),
      formatRatio(ours.throughput.perSecond, m.throughput.perSecond),
      formatRatio(m.peak ?? Number.NaN, ours.peak ?? Number.NaN),
      formatRatio(ours.documents / ours.loadSeconds, m.documents / m.loadSeconds),
      `${ours.ndcg10 < m.ndcg10 ? '-' : '+'}${Math.abs(ours.ndcg10 - m.ndcg10).toFixed(4)}`,
      PEERS.includes(engine) ? judgeAim(ours, m) : '',
    ])
  return formatTable(
    ['against', 'p50', 'p95', 'p99', 'throughput', 'memory', 'import', 'nDCG difference', 'faster p95 at equal or better nDCG'],
    lines,
  )
}

function judgeAim(ours: Measured, peer: Measured): string {
  const faster = ours.p95 < peer.p95
  const better = ours.ndcg10 >= peer.ndcg10 - EQUAL_NDCG
  if (faster && better) return 'yes'
  return faster ? 'no: nDCG' : better ? 'no: p95' : 'no: both'
}

/** Where the Worker's time goes, from the `timings` of its own answers. */
export function formatProfile({ rows }: Pick<CatalogResult, 'rows'>): string {
  const lines = rows.flatMap(({ engine, measured: m }) => {
    const { totalMs, d1Ms, vectorMs, roundTrips, rowsRead, vectorCandidates } = m.parts
    if (!totalMs) return []
    const spread = (value: { p50: number; p95: number } | undefined, digits: number) =>
      value ? `${value.p50.toFixed(digits)} / ${value.p95.toFixed(digits)}` : 'n/a'
    return [
      [
        engine,
        `${m.p50.toFixed(1)} / ${m.p95.toFixed(1)}`,
        spread(totalMs, 1),
        spread(d1Ms, 1),
        spread(vectorMs, 1),
        spread(roundTrips, 0),
        spread(rowsRead, 0),
        spread(vectorCandidates, 0),
        formatNumber(m.nothingMs, 2),
      ],
    ]
  })
  if (lines.length === 0) return ''
  return formatTable(
    ['p50 / p95 of', 'client ms', 'total ms', 'D1 ms', 'vector ms', 'round trips', 'rows read', 'vector candidates', 'empty request ms'],
    lines,
  )
}

export function formatBenchDocument(report: BenchReport): string {
  const parts = [
    '# Speed',
    `Written by \`${report.command}\` on ${report.date}. Machine: ${report.machine}.`,
    report.quick ? '**A quick run: fewer queries, so the tails are rough.**' : '',
    ...report.results.flatMap((result) => formatSection(result, report)),
    CAVEATS,
  ]
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}

function formatSection(result: CatalogResult, { connections }: BenchReport): string[] {
  const first = result.rows[0]?.measured
  const asked = first ? `nDCG@10 over ${first.judged} judged queries.` : ''
  const profile = formatProfile(result)
  const ratios = formatRatios(result)
  const odd = result.rows.flatMap(({ engine, measured }) =>
    Object.entries(measured.notes).map(([note, count]) => `${engine}: ${note}, ${count} answers`),
  )
  return [
    `## ${result.name}: ${result.documents} documents${result.faceted ? ', two facets counted over all matches in every answer' : ''}`,
    asked,
    formatCatalog(result, connections),
    ratios === '' ? '' : 'Ratios, above 1 where this Worker in keyword mode is the better one:',
    ratios,
    profile === '' ? '' : '### Where the time goes',
    profile,
    odd.length === 0 ? '' : `Out of the ordinary: ${odd.join('; ')}.`,
    ...result.failures.map((failure) => `**Not measured:** ${failure}`),
  ]
}

const CAVEATS = `## How to read it

- Every engine gets the same documents and the same queries in the same order, 20 hits with ids and titles. No query is asked twice, so no cache of answers is measured; answers that came from one are counted as out of the ordinary.
- Latency is the client's, one request at a time over one connection, after 100 other queries. Throughput keeps all connections busy for 10 s at most. Client and server share the machine, so on few cores the client takes its part of what it measures, the same for all.
- \`meridian\` is keyword search, \`meridian-hybrid\` the default mode after its model is learnt; both through the whole HTTP API under workerd, started by Miniflare without the dev proxy and without the page (whose files Miniflare serves through a Worker of its own in front of this one), data on disk, when learning and gathering words have ended (\`then ready s\`). Peak memory is that of the workerd process, which holds D1, Durable Objects and queues too.
- MiniSearch, Orama and FlexSearch hold everything in memory behind a small Node server in their own process; a restart builds their index anew from the corpus. All drop the same stop words and use the same English stems, fields weighted as here (FlexSearch has no weights, only an order). Orama's relevance and tokenizer and FlexSearch's resolution were chosen on these very judgments, in their favour; Orama's defaults rank far lower. \`minisearch-fuzzy\` adds typo tolerance.
- \`sqlite-fts5\` is better-sqlite3 in memory inside the measuring process: no HTTP, no JSON, no isolation. It is the floor, not a peer; its memory includes the measurement's own.
- Equal nDCG@10 means less than 0.003 apart, the tolerance of the evaluation on large sets.
- Import runs until the last document is found by a keyword query, 5 MB a request.`

function formatNumber(value: number | null, digits: number): string {
  return value === null ? 'n/a' : value.toFixed(digits)
}

function formatRatio(numerator: number, denominator: number): string {
  const ratio = numerator / denominator
  return Number.isFinite(ratio) ? `${ratio.toFixed(2)}x` : 'n/a'
}
