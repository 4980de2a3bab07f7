import type { ResolvedDefinition } from '../../../../contracts/collection.ts'
import { type Language, analyse } from '../../../../shared/text/index.ts'
import { schemaOf } from '../../../catalog/index.ts'
import type { QueryToken } from '../query.ts'
import { COLOUR_SPELLINGS, isColourWord } from './colour-words.ts'
import { LEAST_CONFIDENCE, decideConfidence } from './decide-confidence.ts'
import { nameWords, valueRole } from './field-roles.ts'
import type { FacetReading, FacetValues } from './open-values.ts'
import { MAX_PHRASE_WORDS } from './value-phrase.ts'

/** A value that tokens `from` to before `to` name. */
export type ValueReading = FacetReading & { readonly from: number; readonly to: number; readonly confidence: number; readonly score: number }

export type ValueContext = {
  readonly tokens: readonly QueryToken[]
  readonly language: Language
  readonly definition: ResolvedDefinition
  readonly values: FacetValues
  /** ids of chips that were removed: read as if they could not be */
  readonly without: ReadonlySet<string>
}

/** Confidence of a value whose field stands beside it ("directed by …") or whose word is a colour in a field of colours. */
const NAMED = 0.9
/** A keyword on fewer documents is a remark about them, not something people look for by that name. */
const LEAST_KEYWORD_CARRIERS = 3

/** The id of a value's chip. */
export function valueId(field: string, value: string): string {
  return `${field}:${value}`
}

/**
 * Every run of tokens with the values it names surely enough, the likeliest value of a run first. Words inside a longer
 * value of the same field are a part of it: "love story" names no love, even where it names nothing itself.
 */
export function findValues(context: ValueContext): ValueReading[][] {
  const { tokens } = context
  const runs: ValueReading[][] = []
  for (let from = 0; from < tokens.length; from += 1) {
    for (let to = Math.min(tokens.length, from + MAX_PHRASE_WORDS); to > from; to -= 1) {
      const readings = readRun(from, to, context)
      if (readings.length > 0) runs.push(readings)
    }
  }
  const all = runs.flat().filter(({ to, from }) => to - from > 1)
  const isPart = (inner: ValueReading): boolean =>
    all.some(({ field, from, to }) => field === inner.field && from <= inner.from && inner.to <= to && to - from > inner.to - inner.from)
  return runs.flatMap((readings) => {
    const sure = readings.filter((reading) => reading.confidence >= LEAST_CONFIDENCE && !isPart(reading))
    return sure.length === 0 ? [] : [sure]
  })
}

function readRun(from: number, to: number, context: ValueContext): ValueReading[] {
  const { tokens, values, definition, without } = context
  const words = tokens.slice(from, to)
  if (words.every(({ stop }) => stop)) return []
  return [...values.find(words), ...findOtherSpelling(words, context)]
    .filter(({ field, values: [value] }) => isOpenFacet(definition, field) && !without.has(valueId(field, value)))
    .map((reading) => rateReading(reading, from, to, context))
    .toSorted((left, right) => right.score - left.score)
}

/** A lexicon is older than the definition: its fields may be hidden or gone by now. */
function isOpenFacet(definition: ResolvedDefinition, name: string): boolean {
  const field = schemaOf(definition).field(name)
  return field?.facet !== undefined && field.hidden !== true && field.type.startsWith('string')
}

function findOtherSpelling([word, ...others]: readonly QueryToken[], { values, definition }: ValueContext): readonly FacetReading[] {
  const other = others.length === 0 ? COLOUR_SPELLINGS.get(word?.surface ?? '') : undefined
  if (other === undefined) return []
  return values.find(analyse(other, definition.language as Language)).filter(({ field }) => valueRole(field) === 'colour')
}

function rateReading(reading: FacetReading, from: number, to: number, context: ValueContext): ValueReading {
  const { tokens, values, language } = context
  const role = valueRole(reading.field)
  const cued = isNamedBeside(reading.field, from, to, tokens)
  const coloured = role === 'colour' && to - from === 1 && isColourWord(tokens[from]?.surface ?? '', language)
  const rare = role === 'keyword' && reading.carriers < LEAST_KEYWORD_CARRIERS
  const found = rare ? 0 : decideConfidence(reading, to - from, values.documents, role)
  const confidence = cued || coloured ? Math.max(found, NAMED) : found
  // keywords repeat what fields of one meaning say better; a field named in the query is the one meant
  const preference = (cued ? 1e6 : 1) * (role === 'keyword' ? 1e-3 : 1) * (reading.partial ? 1e-2 : 1)
  return { ...reading, from, to, confidence, score: preference * confidence * reading.carriers }
}

/** Whether a word beside the run, or beyond one stop word, names the field: "directed by …" names director, "brand …" brand. */
function isNamedBeside(field: string, from: number, to: number, tokens: readonly QueryToken[]): boolean {
  const before = tokens[from - 1]?.stop === true ? [tokens[from - 1], tokens[from - 2]] : [tokens[from - 1]]
  const names = nameWords(field)
  return [...before, tokens[to]].some((token) => token !== undefined && names.some((name) => startAlike(name, token.surface)))
}

const ALIKE = 5

function startAlike(left: string, right: string): boolean {
  return left === right || (left.length >= ALIKE && right.length >= ALIKE && left.slice(0, ALIKE) === right.slice(0, ALIKE))
}
