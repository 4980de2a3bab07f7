// node evals/spelling/pasted.ts: how much of edited text is taken for slips, by the length of the excerpt; offline, without HTTP.
// Exit codes: 0 measured or no data to measure with; 2 wrong usage.
import { join } from 'node:path'
import { MAX_QUERY_LENGTH } from '../../src/contracts/search.ts'
import {
  type Vocabulary,
  correctSpelling,
  createVocabularyPart,
  listSuspects,
  openVocabulary,
} from '../../src/domain/search/understanding/spelling/index.ts'
import { randomBitsAt } from '../../src/shared/math/random.ts'
import { analyse } from '../../src/shared/text/index.ts'
import { formatTable } from '../format-table.ts'
import { UsageError } from '../options.ts'
import { readCorpus } from '../sets.ts'
import { LANGUAGE, THRESHOLD, finishBlob, readTokens } from './collection.ts'
import { listHeldSets, parseSpellingOptions } from './options.ts'

const SETS = ['cisi', 'cacm', 'med', 'cranfield', 'liveqa', 'npl', 'nfcorpus', 'scifact']
const LENGTHS = [3, 6, 12, 24, 48, 80]
/** One document in so many is kept out of the vocabulary and asked. */
const HELD_OUT = 10
const SEED = 7

type Tally = { excerpts: number; changed: number; corrections: number; words: number }
type Words = { vocabulary: Vocabulary; indexed: ReadonlySet<string>; heldOut: readonly string[] }

async function main(argv: readonly string[]): Promise<void> {
  const { data } = parseSpellingOptions(argv)
  const sets = listHeldSets(data, SETS)
  if (sets.length === 0) return
  const tallies = new Map(LENGTHS.map((length): [number, Tally] => [length, { excerpts: 0, changed: 0, corrections: 0, words: 0 }]))
  for (const set of sets) {
    const words = await gatherWords(join(data, set))
    for (const [length, tally] of tallies) askExcerpts(words, length, tally)
  }
  const rows = [...tallies].map(([length, { excerpts, changed, corrections, words }]) => [
    String(length),
    String(excerpts),
    `${((100 * changed) / excerpts).toFixed(1)} %`,
    ((100 * corrections) / words).toFixed(2),
  ])
  console.log(formatTable(['words', 'excerpts', 'changed', 'corrections a hundred words'], rows))
}

async function gatherWords(folder: string): Promise<Words> {
  const part = createVocabularyPart({ language: LANGUAGE })
  const indexed = new Set<string>()
  const heldOut: string[] = []
  let key = 0
  for await (const line of readCorpus(folder)) {
    const { id, title, text } = JSON.parse(line) as Record<string, unknown>
    key += 1
    if (randomBitsAt(SEED, key) % HELD_OUT === 0) {
      if (typeof text === 'string') heldOut.push(text)
      continue
    }
    const texts = [title, text]
      .filter((each): each is string => typeof each === 'string' && each !== '')
      .map((each) => ({ field: 'text', weight: 'a' as const, text: each, tokens: analyse(each, LANGUAGE) }))
    part.add({ key, id: String(id), body: {}, texts })
    for (const { tokens } of texts) for (const { term } of tokens) indexed.add(term)
  }
  return { vocabulary: openVocabulary(finishBlob(part).blob), indexed, heldOut }
}

/** One excerpt of each text that is longer, without the word that the cut at 512 characters would split. */
function askExcerpts({ vocabulary, indexed, heldOut }: Words, length: number, tally: Tally): void {
  for (const [at, text] of heldOut.entries()) {
    const words = text.split(/\s+/).filter((word) => word !== '')
    if (words.length <= length) continue
    const from = randomBitsAt(SEED + length, at) % (words.length - length)
    const whole = words.slice(from, from + length).join(' ')
    const excerpt = whole.length > MAX_QUERY_LENGTH ? whole.slice(0, MAX_QUERY_LENGTH).replace(/\S*$/, '') : whole
    const tokens = readTokens(excerpt)
    const terms = new Map(tokens.map(({ surface, term }) => [surface, term]))
    const known = new Set(listSuspects(tokens, vocabulary).filter((surface) => indexed.has(terms.get(surface) ?? '')))
    const input = { tokens, text: excerpt, vocabulary, language: LANGUAGE, known, isBlocked: () => false, threshold: THRESHOLD } as const
    // what the length of a query forbids is counted too
    const { corrections } = correctSpelling({ ...input, longest: Infinity })
    tally.excerpts += 1
    tally.words += tokens.length
    tally.corrections += corrections.length
    tally.changed += corrections.length > 0 ? 1 : 0
  }
}

try {
  await main(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof UsageError)) throw error
  console.error(`${error.message}\nusage: node evals/spelling/pasted.ts [--data DIR]`)
  process.exitCode = 2
}
