import type { Correction, Span, WrittenForm } from '../../../../contracts/understanding.ts'
import { type Language, analyse, stopWords } from '../../../../shared/text/index.ts'
import type { QueryToken, TokenAlternative } from '../query.ts'
import { type SpellingContext, buildArcs } from './build-arcs.ts'
import { findWrittenForms } from './find-written-forms.ts'
import { type WeighedArc, weighArcs } from './lattice.ts'

export type SpellingInput = SpellingContext & {
  /** every word of the query in order, stop words too */
  tokens: readonly QueryToken[]
  /** the query the tokens' offsets point into */
  text: string
  /** confidence from which a correction is made */
  threshold: number
  /** words up to which corrections are made rather than only offered; LONGEST_CORRECTED unless given */
  longest?: number
}

export type SpellingOutcome = {
  /** the query's words, corrected; what replaces a word has its span */
  tokens: QueryToken[]
  corrections: Correction[]
  /** the whole query with the corrections that are likely but not made */
  didYouMean: string | null
  /** the query with the corrections made, all else as typed */
  effective: string
  alternatives: TokenAlternative[]
  forms: WrittenForm[]
}

/** Probability from which a correction is offered. */
const OFFER = 0.35
/**
 * Words, function words too, up to which corrections are made and words written together or apart are searched; in longer queries corrections are
 * only offered. Those are pasted: what the collection
 * lacks is mostly a name or a term rather than a slip, and one slip among so many words costs next to nothing (docs/measurements/long-queries.md).
 */
const LONGEST_CORRECTED = 32

const NO_FORMS: Pick<SpellingOutcome, 'alternatives' | 'forms'> = { alternatives: [], forms: [] }

type Choice = { from: number; to: number; words: readonly string[]; confidence: number }

/** Corrects a query against a collection's own words. Pure; known words, numbers, model codes and the word being typed stay as they are. */
export function correctSpelling(input: SpellingInput): SpellingOutcome {
  const { tokens, text, vocabulary, language, threshold, isBlocked } = input
  const choices = chooseReadings(input)
  const long = tokens.length > (input.longest ?? LONGEST_CORRECTED)
  const made = long ? [] : choices.filter(({ confidence }) => confidence >= threshold)
  const corrected = made.length === 0 ? [...tokens] : replaceTokens(tokens, made, language)
  const written = long ? NO_FORMS : findWrittenForms(corrected, text, vocabulary, language, isBlocked)
  // what is searched as another form anyway need not be asked
  const offered = choices.filter((choice) => made.includes(choice) || choice.to - choice.from === 1 || choice.words.length > 1)
  return {
    tokens: corrected,
    corrections: made.map((choice) => {
      const span = spanOf(tokens, choice)
      return { from: text.slice(...span), to: choice.words.join(' '), confidence: round(choice.confidence), span }
    }),
    didYouMean: offered.length > made.length ? rewrite(text, tokens, offered) : null,
    effective: rewrite(text, tokens, made),
    ...written,
  }
}

/** The readings other than what was typed that are likely, in order, none over another, none that completes a blocked phrase; `from` and `to` are
 * positions of tokens. */
function chooseReadings(input: SpellingInput): Choice[] {
  const { tokens, text, language, vocabulary } = input
  const indices = tokens.flatMap((token, index) => (token.stop ? [] : [index]))
  const arcs = buildArcs(tokens, indices, input)
  if (arcs.every(({ kept }) => kept)) return []
  let choices: Choice[] = []
  for (const choice of mergeInflections(weighArcs(arcs, indices.length, vocabulary), language)) {
    const from = indices[choice.from] ?? 0
    const to = from + choice.to - choice.from
    if (choice.confidence < OFFER || choices.some((other) => from < other.to && other.from < to)) continue
    const placed = inOrder([...choices, { ...choice, from, to }])
    if (!input.isBlocked(rewrite(text, tokens, placed)) || input.isBlocked(rewrite(text, tokens, choices))) choices = placed
  }
  return choices
}

function inOrder(choices: readonly Choice[]): Choice[] {
  return choices.toSorted((left, right) => left.from - right.from)
}

/** Readings with the same terms find the same documents: their probabilities add up, and the likeliest speaks for them. Most likely first. */
function mergeInflections(arcs: readonly WeighedArc[], language: Language): Choice[] {
  const merged = new Map<string, Choice>()
  for (const arc of arcs.filter(({ kept }) => !kept).sort((left, right) => right.probability - left.probability)) {
    const terms = analyse(arc.words.join(' '), language).map(({ term }) => term)
    const key = `${arc.from} ${arc.to} ${terms.join(' ')}`
    const first = merged.get(key)
    if (first === undefined) merged.set(key, { from: arc.from, to: arc.to, words: arc.words, confidence: arc.probability })
    else first.confidence = Math.min(1, first.confidence + arc.probability)
  }
  return [...merged.values()].sort((left, right) => right.confidence - left.confidence)
}

function spanOf(tokens: readonly QueryToken[], { from, to }: Choice): Span {
  return [tokens[from]?.start ?? 0, tokens[to - 1]?.end ?? 0]
}

function replaceTokens(tokens: readonly QueryToken[], choices: readonly Choice[], language: Language): QueryToken[] {
  const stops = stopWords(language)
  const replaced: QueryToken[] = []
  let at = 0
  for (const choice of choices) {
    const [start, end] = spanOf(tokens, choice)
    replaced.push(...tokens.slice(at, choice.from))
    for (const { term, surface } of analyse(choice.words.join(' '), language))
      replaced.push({ term, surface, start, end, stop: stops.has(surface), open: false })
    at = choice.to
  }
  return [...replaced, ...tokens.slice(at)]
}

function rewrite(text: string, tokens: readonly QueryToken[], choices: readonly Choice[]): string {
  let written = ''
  let at = 0
  for (const choice of choices) {
    const [start, end] = spanOf(tokens, choice)
    written += text.slice(at, start) + choice.words.join(' ')
    at = end
  }
  return written + text.slice(at)
}

function round(confidence: number): number {
  return Math.round(confidence * 1000) / 1000
}
