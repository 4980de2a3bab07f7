// Engine time of every step of understanding, in plain Node over icecat and homedepot: no I/O, no HTTP.
// Part of npm run bench; alone: npm run bench:understanding -- [--data ../shared/data] [--sets icecat,homedepot] [--queries N] [--out FILE].
// Writes docs/measurements/understanding-steps.md, for a part of the sets or queries understanding-steps-partial.md.
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { formatTable } from '../evals/format-table.ts'
import { describeMachine } from '../evals/machine.ts'
import { computePercentile } from '../evals/metrics.ts'
import { describeCollection } from '../evals/schemas.ts'
import { readCorpus, readSet, sampleValues } from '../evals/sets.ts'
import { abbreviationList } from '../src/contracts/abbreviations.ts'
import type { ResolvedDefinition } from '../src/contracts/collection.ts'
import type { JsonObject } from '../src/contracts/documents.ts'
import type { Collection } from '../src/domain/catalog/index.ts'
import { schemaOf, searchableTexts } from '../src/domain/catalog/index.ts'
import { resolveDefinition } from '../src/domain/catalog/resolve-definition.ts'
import { classifyQuery } from '../src/domain/search/understanding/classify/classify-query.ts'
import { createLexiconParts } from '../src/domain/search/understanding/create-lexicon-parts.ts'
import { findPhrases } from '../src/domain/search/understanding/find-phrases.ts'
import { findForms } from '../src/domain/search/understanding/forms/find-forms.ts'
import { extractIntent, openValues } from '../src/domain/search/understanding/intent/index.ts'
import { detectLanguage } from '../src/domain/search/understanding/language/detect-language.ts'
import { LEXICON_PARTS } from '../src/domain/search/understanding/lexicon.ts'
import { readQuery } from '../src/domain/search/understanding/read-query.ts'
import { correctSpelling, listSuspects, openVocabulary } from '../src/domain/search/understanding/spelling/index.ts'
import { compileSynonyms } from '../src/domain/search/understanding/synonyms/compile-synonyms.ts'
import { expandSynonyms } from '../src/domain/search/understanding/synonyms/expand-synonyms.ts'
import { understandQuery } from '../src/domain/search/understanding/understand-query.ts'
import { analyse, stripMarkup } from '../src/shared/text/index.ts'

const SETS = ['icecat', 'homedepot']
/** The quickest of these is counted: other processes on the machine are not. */
const REPEATS = 3
const MEASUREMENTS = resolve(import.meta.dirname, '../docs/measurements')
const QUERIES = 1000

const text = { type: 'string' } as const
const { values: options } = parseArgs({
  options: { data: { ...text, default: '../shared/data' }, sets: { ...text, default: SETS.join(',') }, queries: text, out: text },
})
const chosen = SETS.filter((name) => options.sets.split(',').includes(name))
if (!existsSync(options.data)) {
  console.log(`Nothing measured: the evaluation data is not at ${resolve(options.data)} (name another place with --data DIR).`)
  process.exit(0)
}
const parts = [
  '# Engine time of understanding, by step',
  `Written by \`node bench/understanding.ts\` on ${new Date().toISOString().slice(0, 10)}. Machine: ${describeMachine()}. Milliseconds a query in plain Node, the quickest of ${REPEATS} runs each; \`whole\` is everything a search does before its plan, without reading rows or blobs.`,
]
for (const set of chosen.filter((name) => existsSync(join(options.data, name)))) parts.push(`## ${set}`, await measureSet(set))
console.log(parts.join('\n\n'))
const complete = chosen.length === SETS.length && options.queries === undefined
const out = resolve(options.out ?? join(MEASUREMENTS, `understanding-steps${complete ? '' : '-partial'}.md`))
await writeFile(out, `${parts.join('\n\n')}\n`)
console.log(`\nWritten to ${out}`)

async function measureSet(name: string): Promise<string> {
  const set = await readSet(options.data, name)
  const bodies: JsonObject[] = []
  for await (const line of readCorpus(set.folder)) bodies.push(JSON.parse(line) as JsonObject)
  const definition = resolveDefinition(describeCollection(bodies, { semantic: false }))
  const material = await gather(definition, bodies)
  const queries = sampleValues(set.queries, Number(options.queries ?? QUERIES)).map(({ text }) => text)
  const steps = listSteps(definition, material)
  const rows: string[][] = []
  for (const [step, run] of steps) {
    const times: number[] = []
    for (const q of queries) times.push(await timeQuickest(() => run(q)))
    rows.push([step, computePercentile(times, 0.5).toFixed(3), computePercentile(times, 0.95).toFixed(3), Math.max(...times).toFixed(2)])
  }
  const sizes = `${bodies.length} documents, ${queries.length} queries; parts of the lexicon: ${material.sizes.join(', ')}.`
  return `${sizes}\n\n${formatTable(['step', 'p50 ms', 'p95 ms', 'longest ms'], rows)}`
}

type Material = Awaited<ReturnType<typeof gather>>

/** The lexicon as LexiconBuilder gathers it, and the abbreviations of the product samples. */
async function gather(definition: ResolvedDefinition, bodies: readonly JsonObject[]) {
  const made = createLexiconParts(definition, [])
  const schema = schemaOf(definition)
  bodies.forEach((body, key) => {
    const texts = searchableTexts(schema, body).map(({ field, weight, text }) => {
      const plain = stripMarkup(text)
      return { field, weight, text: plain, tokens: analyse(plain, 'en') }
    })
    for (const part of LEXICON_PARTS) made[part].add({ key, id: String(body['id']), body, texts })
  })
  const blobs = new Map(LEXICON_PARTS.map((part) => [part, runToEnd(made[part].finish())]))
  const file = join(import.meta.dirname, '../samples/abbreviations/english.json')
  const { items } = abbreviationList.parse(JSON.parse(await readFile(file, 'utf8')))
  const values = openValues(blobs.get('values') ?? new Uint8Array())
  if (!values) throw new Error('The values of the lexicon can not be read.')
  return {
    vocabulary: openVocabulary(blobs.get('vocabulary') ?? new Uint8Array()),
    values,
    words: {
      abbreviations: new Map(items.map(({ word, expansions }) => [word, expansions])),
      synonyms: compileSynonyms([], 'en'),
      isBlocked: () => false,
      bytes: 0,
    },
    sizes: [...blobs].map(([part, bytes]) => `${part} ${(bytes.length / 1e6).toFixed(2)} MB`),
  }
}

function runToEnd<T>(steps: Generator<void, T>): T {
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}

function listSteps(definition: ResolvedDefinition, { vocabulary, values, words }: Material): [string, (q: string) => unknown][] {
  const language = 'en'
  const now = Date.UTC(2026, 0, 1)
  const read = (q: string) => readQuery(q, language, false)
  const collection = { id: 1, definition, understandingVersion: 1, lexicon: null } as unknown as Collection
  const ports = {
    vocabulary: async () => vocabulary,
    values: async () => values,
    words: async () => words,
    findKnown: async () => new Set<string>(),
    popular: async () => [],
    within: <T>(work: Promise<T>) => work,
  }
  const chosen = { typing: false, understand: true, literal: false, withoutChips: [] }
  return [
    ['read and analyse', read],
    [
      'spelling',
      (q) => {
        const { tokens, text } = read(q)
        const known = new Set<string>()
        listSuspects(tokens, vocabulary)
        return correctSpelling({ tokens, text, vocabulary, language, known, isBlocked: words.isBlocked, threshold: 0.8 })
      },
    ],
    ['forms', (q) => findForms({ ...read(q), language, abbreviations: words.abbreviations })],
    ['synonyms', (q) => expandSynonyms({ ...read(q), index: words.synonyms })],
    ['phrases', (q) => findPhrases(read(q).tokens, new Set())],
    ['intent', (q) => extractIntent({ ...read(q), language, definition, values, now, without: new Set() })],
    ['classify', (q) => classifyQuery({ ...read(q), language, chips: [], vocabulary, articleLike: false })],
    ['language', (q) => detectLanguage(q, read(q).tokens, language)],
    ['whole', (q) => understandQuery(ports, collection, { q, ...chosen }, now)],
  ]
}

async function timeQuickest(run: () => unknown): Promise<number> {
  let least = Number.POSITIVE_INFINITY
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    const from = performance.now()
    await run()
    least = Math.min(least, performance.now() - from)
  }
  return least
}
