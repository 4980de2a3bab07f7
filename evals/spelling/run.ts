// node evals/spelling/run.ts: how well queries are corrected against a collection's own words, offline, without HTTP.
// Exit codes: 0 measured or no data to measure with; 2 wrong usage.
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { UsageError } from '../options.ts'
import { parseQueries } from '../sets.ts'
import { type SpellingCollection, buildCollection } from './collection.ts'
import { judgePair, readPairs } from './judge-pairs.ts'
import { USAGE, parseSpellingOptions } from './options.ts'
import { type Speed, type Untouched, formatKinds, formatPairs, formatSpeed, formatUntouched } from './report.ts'

const MISSPELT = 'homedepot'
/** Queries that people spelt well for the most part; medical sets hold words that resemble commoner ones. */
const SPELT = ['crowdflower', 'icecat', 'movies', 'nfcorpus', 'scifact', 'cranfield', 'liveqa']

async function main(argv: readonly string[]): Promise<void> {
  const { data, json } = parseSpellingOptions(argv)
  const list = join(data, MISSPELT, 'spelling.tsv')
  if (!existsSync(list)) {
    console.log(`Nothing measured: there is no ${resolve(list)} (name another folder with --data DIR).`)
    return
  }
  const collection = await buildCollection(join(data, MISSPELT))
  const pairs = await readPairs(list)
  const outcomes = pairs.map((pair) => judgePair(pair, collection))
  const listed = new Set(pairs.map(({ query }) => query))
  const others = (await readTexts(data, MISSPELT)).filter((text) => !listed.has(text))
  const untouched: Untouched[] = [findChanged(MISSPELT, others, collection)]
  const speeds: Speed[] = [{ set: MISSPELT, ...time([...listed, ...others], collection), figures: collection.figures }]
  for (const set of SPELT.filter((name) => existsSync(join(data, name, 'corpus.jsonl.gz')))) {
    const other = await buildCollection(join(data, set))
    const texts = await readTexts(data, set)
    untouched.push(findChanged(set, texts, other))
    speeds.push({ set, ...time(texts, other), figures: other.figures })
  }
  console.log([formatPairs(outcomes), formatKinds(outcomes), formatUntouched(untouched), formatSpeed(speeds)].join('\n\n'))
  if (json !== undefined) {
    await writeFile(json, `${JSON.stringify({ outcomes, untouched, speeds }, null, 2)}\n`)
    console.log(`\nEvery pair and every change is in ${json}`)
  }
}

async function readTexts(data: string, set: string): Promise<string[]> {
  return [...new Set(parseQueries(await readFile(join(data, set, 'queries.jsonl'), 'utf8')).map(({ text }) => text))]
}

function findChanged(set: string, texts: readonly string[], collection: SpellingCollection): Untouched {
  const changed = texts.flatMap((query) => {
    const { corrections, effective } = collection.correct(query)
    return corrections.length === 0 ? [] : [{ query, effective, confidence: Math.min(...corrections.map(({ confidence }) => confidence)) }]
  })
  return { set, queries: texts.length, changed }
}

function time(texts: readonly string[], collection: SpellingCollection): { p50Micros: number; p95Micros: number } {
  const micros = texts
    .map((text) => {
      const started = performance.now()
      collection.correct(text)
      return (performance.now() - started) * 1000
    })
    .sort((left, right) => left - right)
  return { p50Micros: micros[micros.length >> 1] ?? 0, p95Micros: micros[Math.floor(micros.length * 0.95)] ?? 0 }
}

try {
  await main(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof UsageError)) throw error
  console.error(`${error.message}\n${USAGE}`)
  process.exitCode = 2
}
