// What merchandisers' rules cost: finding the ones that fire among a thousand, and a whole search with and without them, in plain Node
// over a made-up catalog and SQLite. Run: npm run bench:rules [-- --documents N]. Writes docs/measurements/rules.md.
import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { formatTable } from '../evals/format-table.ts'
import { describeMachine } from '../evals/machine.ts'
import { computePercentile } from '../evals/metrics.ts'
import type { Rule, RuleEffect } from '../src/contracts/rules.ts'
import type { Collection } from '../src/domain/catalog/index.ts'
import { type RulePattern, readRuleQuery } from '../src/domain/ranking/rules/index.ts'
import { findRules } from '../src/domain/search/rules/find-rules.ts'
import { compileRules } from '../src/domain/search/rules/load-rules.ts'
import { makeRule, onWords } from '../tests/support/rules.ts'
import { type Harness, createSearchHarness } from '../tests/support/search-harness.ts'
import { seededRandom } from '../tests/support/search-corpus.ts'

const RULES = 1000
const QUERIES = 400
/** The quickest of these is counted: other processes on the machine are not. */
const REPEATS = 5
const KINDS = ['exact', 'phrase', 'contains', 'regex'] as const
const OUT = resolve(import.meta.dirname, '../docs/measurements/rules.md')

const { values: options } = parseArgs({ options: { documents: { type: 'string', default: '5000' } } })
const machine = describeMachine()
const random = seededRandom(7)
const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T
const VOCABULARY = Array.from(
  { length: 1500 },
  (_unused, at) => `${pick(['ba', 'ko', 'li', 'mu', 're'])}${pick(['dor', 'nel', 'pat', 'sim'])}${at.toString(36)}`,
)
const COMMON = VOCABULARY.slice(0, 60)
const drawWords = (count: number): string => Array.from({ length: count }, () => pick(random() < 0.6 ? COMMON : VOCABULARY)).join(' ')
const queries = Array.from({ length: QUERIES }, () => drawWords(1 + Math.floor(random() * 3)))

const harness = await openCatalog(Number(options.documents))
const collection = await harness.find('bench')
const parts = [
  "# What merchandisers' rules cost",
  `Written by \`npm run bench:rules\` on ${new Date().toISOString().slice(0, 10)}. Machine: ${machine}. ${RULES} rules, ${QUERIES} queries of one to three words, the quickest of ${REPEATS} runs each, plain Node.`,
  '## Finding the rules that fire',
  'Reading the words of the query is not in it; a search does that anyway. A third of the expressions requires no text of its own, `(a|b) [a-z]+`, and is asked by every query. "first" is the first query after the rules were read, which compiles the expressions it asks and is slowed by code that has not run before; "read" is making the index, once an isolate and version.',
  await measureMatching(),
  '## A whole search',
  `Keyword search over ${options.documents} made-up documents in SQLite, past every cache of results; the same queries in turn under each set of rules.`,
  await measureSearches(),
]
console.log(parts.join('\n\n'))
await writeFile(OUT, `${parts.join('\n\n')}\n`)

async function openCatalog(count: number): Promise<Harness> {
  const made = createSearchHarness()
  await made.create('bench', {
    fields: [
      { name: 'title', type: 'text', search: 'a' },
      { name: 'brand', type: 'string', facet: 'disjunctive' },
      { name: 'price', type: 'number', facet: 'range' },
    ],
    vectors: [],
  })
  const documents = Array.from({ length: count }, (_unused, at) => ({
    id: `d${at}`,
    title: drawWords(6),
    brand: `brand${at % 40}`,
    price: Math.floor(random() * 1000),
  }))
  for (let at = 0; at < count; at += 1000) await made.write('bench', documents.slice(at, at + 1000))
  return made
}

/** Two words of the vocabulary; an expression asks for one at the beginning or at the end. */
function drawPattern(match: RulePattern['match']): RulePattern {
  const text = drawWords(match === 'exact' || random() < 0.3 ? 1 : 2)
  return { match, text: match === 'regex' ? pick([`^${text}( .*)?$`, `${text}s?$`, `(${text.replace(' ', '|')}) [a-z]+`]) : text }
}

function makeRules(kinds: readonly RulePattern['match'][], effects: readonly RuleEffect[]): Rule[] {
  return Array.from({ length: RULES }, (_unused, at) => {
    const { match, text } = drawPattern(kinds[at % kinds.length] ?? 'exact')
    return makeRule(`r${at}`, onWords(match, text), effects)
  })
}

async function measureMatching(): Promise<string> {
  const banner: RuleEffect[] = [{ banner: { content: 'hello' } }]
  const scoped = Array.from({ length: RULES }, (_unused, at) =>
    makeRule(`r${at}`, { filter: `brand = "brand${at % 40}"`, segment: `s${at % 10}` }, banner),
  )
  const sets: [string, Rule[]][] = [
    ...KINDS.map((kind): [string, Rule[]] => [kind, makeRules([kind], banner)]),
    ['all four kinds', makeRules(KINDS, banner)],
    ['no words, a filter and a segment', scoped],
  ]
  const asked = queries.map((q) => readRuleQuery(q, 'en'))
  const rows: string[][] = []
  for (const [name, rules] of sets) {
    const began = performance.now()
    const compiled = await compileRules(collection, rules)
    const read = performance.now() - began
    const find = (at: number): number =>
      findRules(compiled, { query: asked[at] ?? { terms: [], text: '' }, segments: ['s1'], now: 0, scope: [] }).length
    const first = time(() => find(0))
    const fired = asked.reduce((sum, _query, at) => sum + find(at), 0) / asked.length
    const times = asked.map((_query, at) => quickest(() => find(at)) * 1000)
    const [p50, p95] = [computePercentile(times, 0.5), computePercentile(times, 0.95)]
    rows.push([name, fired.toFixed(2), p50.toFixed(1), p95.toFixed(1), first.toFixed(1), read.toFixed(1), `${Math.round(compiled.bytes / 1000)}`])
  }
  return formatTable(['1,000 rules', 'fire a query', 'p50 µs', 'p95 µs', 'first ms', 'read ms', 'estimated kB'], rows)
}

async function measureSearches(): Promise<string> {
  const acting: RuleEffect[] = [{ pin: { ids: ['d1', 'd2', 'd3'] } }, { hide: { ids: ['d4'] } }, { boost: { filter: 'brand = "brand7"', weight: 1 } }]
  const never = makeRules(KINDS, acting).map((rule) => ({ ...rule, when: { ...rule.when, segment: 'nobody' } }))
  const always = [makeRule('always', {}, acting), ...never.slice(1)]
  const sets: [string, Rule[]][] = [
    ['none', []],
    ['1,000, none fires', never],
    ['1,000, one fires: three pins, one hidden, one boost', always],
  ]
  const searches = await Promise.all(
    sets.map(async ([, rules]) => {
      const compiled = await compileRules(collection, rules)
      const ruled: Collection = { ...collection, ranking: { profile: null, shadow: null, previous: [], rules: rules.length } }
      return harness.searcher('bench', { ports: { rules: async () => compiled, known: { get: () => ruled, put: () => {} } } })
    }),
  )
  const best = sets.map(() => queries.map(() => Number.POSITIVE_INFINITY))
  for (let repeat = 0; repeat < REPEATS; repeat++)
    for (const [at, q] of queries.entries())
      for (const [set, search] of searches.entries()) {
        harness.results.clear()
        const began = performance.now()
        await search({ q, mode: 'keyword', facets: ['brand'] })
        const times = best[set]
        if (times) times[at] = Math.min(times[at] ?? Number.POSITIVE_INFINITY, performance.now() - began)
      }
  const base = best[0] ?? []
  const rows = sets.map(([name], set) => {
    const times = best[set] ?? []
    const ratios = times.map((own, at) => own / (base[at] ?? own))
    return [name, computePercentile(times, 0.5).toFixed(2), computePercentile(times, 0.95).toFixed(2), computePercentile(ratios, 0.5).toFixed(3)]
  })
  return formatTable(['rules', 'p50 ms', 'p95 ms', 'of the same search without rules'], rows)
}

function quickest(run: () => unknown): number {
  return Math.min(...Array.from({ length: REPEATS }, () => time(run)))
}

/** Milliseconds. */
function time(run: () => unknown): number {
  const began = performance.now()
  run()
  return performance.now() - began
}
