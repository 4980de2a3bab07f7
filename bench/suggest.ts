// Measures query suggestions in plain Node over icecat: building the completions, their size, and a suggestion for prefixes of 1 to 12
// letters, as typed and with one letter wrong. Run: node --expose-gc bench/suggest.ts [--data ../shared/data] [--show "lapt,tonr"].
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { gunzipSync } from 'node:zlib'
import { describeCollection } from '../evals/schemas.ts'
import type { ResolvedDefinition } from '../src/contracts/collection.ts'
import type { JsonObject } from '../src/contracts/documents.ts'
import { schemaOf, searchableTexts } from '../src/domain/catalog/index.ts'
import { resolveDefinition } from '../src/domain/catalog/resolve-definition.ts'
import { type Completions, openCompletions } from '../src/domain/search/understanding/suggest/completions-format.ts'
import { createCompletionsPart } from '../src/domain/search/understanding/suggest/gather-completions.ts'
import { suggestQueries } from '../src/domain/search/understanding/suggest/suggest-queries.ts'
import { randomBitsAt } from '../src/shared/math/random.ts'
import { type Language, analyse, stripMarkup } from '../src/shared/text/index.ts'

const PREFIXES = 300
const LONGEST = 12
/** The least of these counts: other processes on the machine do not. */
const REPEATS = 3

const { values: options } = parseArgs({ options: { data: { type: 'string', default: '../shared/data' }, show: { type: 'string' } } })
const file = join(options.data, 'icecat/corpus.jsonl.gz')
if (!existsSync(file)) {
  console.log(`No data in ${options.data}: nothing is measured.`)
  process.exit(0)
}
const bodies = gunzipSync(readFileSync(file))
  .toString()
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as JsonObject)
const definition = declareCategory(resolveDefinition(describeCollection(bodies, { semantic: false })))
const completions = build(definition)
if (options.show !== undefined) for (const q of options.show.split(',')) show(completions, q)
else {
  for (const typo of [false, true]) measure(completions, typo)
  const nothing = Array.from({ length: PREFIXES }, () => timeSuggestion(completions, ''))
  console.log(`nothing typed: ${format(nothing)}`)
}

/** The kind of product is a category here, so that scoping is measured as well. */
function declareCategory(given: ResolvedDefinition): ResolvedDefinition {
  const name = 'attr_t_product_type'
  return { ...given, fields: [...given.fields.filter((field) => field.name !== name), { name, type: 'string', search: 'd', facet: 'hierarchical' }] }
}

/** Milliseconds of this thread's own computing, for slices; it may advance in steps of 4. */
function readClock(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

function build(of: ResolvedDefinition): Completions {
  const schema = schemaOf(of)
  const part = createCompletionsPart(of, [])
  const adds: number[] = []
  const memory = process.memoryUsage().heapUsed
  for (const [key, body] of bodies.entries()) {
    const texts = searchableTexts(schema, body)
      .map((text) => ({ ...text, text: stripMarkup(text.text) }))
      .map((text) => ({ ...text, tokens: analyse(text.text, of.language as Language) }))
    const from = performance.now()
    part.add({ key, id: String(body['id']), body, texts })
    adds.push(performance.now() - from)
  }
  globalThis.gc?.()
  const kept = process.memoryUsage().heapUsed - memory
  const slices: number[] = []
  const work = part.finish()
  for (;;) {
    const from = readClock()
    const { done, value } = work.next()
    slices.push(readClock() - from)
    if (done !== true) continue
    const total = slices.reduce((sum, slice) => sum + slice, 0)
    const opened = performance.now()
    const opening = openCompletions(value)
    console.log(`${bodies.length} documents, ${opening.sources.length} completions, ${opening.wordStarts.length - 1} words, ${value.length} bytes`)
    console.log(`add: ${format(adds)}, in all ${adds.reduce((sum, add) => sum + add, 0).toFixed(0)} ms; heap held ${(kept / 1e6).toFixed(0)} MB`)
    console.log(
      `finish: ${total.toFixed(0)} ms in ${slices.length} slices, the longest ${Math.max(...slices).toFixed(1)} ms; open ${(performance.now() - opened).toFixed(1)} ms`,
    )
    return opening
  }
}

function measure(of: Completions, typo: boolean): void {
  for (let length = 1; length <= LONGEST; length++) {
    const prefixes = Array.from({ length: PREFIXES }, (_, at) => choosePrefix(length, at, typo)).filter((prefix) => prefix.length >= length - 1)
    let found = 0
    const times = prefixes.map((prefix) => {
      if (suggest(of, prefix).length > 0) found++
      return Math.min(...Array.from({ length: REPEATS }, () => timeSuggestion(of, prefix)))
    })
    console.log(
      `${typo ? 'mistyped' : 'typed   '} ${String(length).padStart(2)}: ${format(times)}, answered ${((100 * found) / prefixes.length).toFixed(0)} %`,
    )
  }
}

/** The first letters of a title from one of its first words on, lower case. */
function choosePrefix(length: number, at: number, typo: boolean): string {
  const seed = length * 1000 + at
  const title = String(bodies[randomBitsAt(1, seed) % bodies.length]?.['title'] ?? '').toLowerCase()
  const words = title.split(' ')
  const prefix = words
    .slice(randomBitsAt(2, seed) % Math.min(4, words.length))
    .join(' ')
    .slice(0, length)
  return typo && prefix.length > 1 ? mistype(prefix, seed) : prefix
}

function mistype(text: string, seed: number): string {
  const at = 1 + (randomBitsAt(3, seed) % (text.length - 1))
  const letter = String.fromCharCode(97 + (randomBitsAt(4, seed) % 26))
  const kinds = [
    text.slice(0, at) + letter + text.slice(at + 1),
    text.slice(0, at) + text.slice(at + 1),
    text.slice(0, at) + letter + text.slice(at),
    text.slice(0, at) + text.slice(at + 1, at + 2) + text.slice(at, at + 1) + text.slice(at + 2),
  ]
  return kinds[randomBitsAt(5, seed) % kinds.length] ?? text
}

function suggest(of: Completions, prefix: string) {
  return suggestQueries({ completions: of, prefix, language: 'en', limit: 8, isBlocked: () => false })
}

function timeSuggestion(of: Completions, prefix: string): number {
  const from = performance.now()
  suggest(of, prefix)
  return performance.now() - from
}

function show(of: Completions, q: string): void {
  console.log(`\n${q}`)
  for (const { highlighted, source, count, category } of suggest(of, q))
    console.log(`  ${highlighted} (${source} ${count}${category ? ` in ${category}` : ''})`)
}

function format(times: readonly number[]): string {
  const sorted = times.toSorted((left, right) => left - right)
  const at = (share: number): string => (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0).toFixed(3)
  return `p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, most ${at(1)} ms`
}
