import type { WrittenForm } from '../../../../contracts/understanding.ts'
import { type Language, analyse, stopWords } from '../../../../shared/text/index.ts'
import type { QueryToken, TokenAlternative } from '../query.ts'
import { findAbbreviations } from './find-abbreviations.ts'
import { findCodes } from './find-codes.ts'
import { findQuantities } from './find-quantities.ts'
import { type Form, type FormGroup, MAX_PER_QUERY, MAX_PER_TOKEN, MAX_TOKENS } from './form.ts'
import { writeQuery } from './written-query.ts'

export type FoundForms = { alternatives: TokenAlternative[]; forms: WrittenForm[] }
type Candidate = Form & { terms: readonly string[]; typed: boolean }

/**
 * Other ways in which documents may write what the query says: units and numbers, sides, model codes, abbreviations. `text` is what the tokens'
 * offsets lead into. An alternative stands for tokens [from, to) and is OR-ed into the clause of each of them; at most 8 a token
 * and 48 a query, none equal to what was typed. Pure; never fails.
 */
export function findForms(input: {
  tokens: readonly QueryToken[]
  text: string
  language: Language
  abbreviations: ReadonlyMap<string, readonly string[]>
}): FoundForms {
  const { text, language } = input
  const tokens = input.tokens.slice(0, MAX_TOKENS)
  const query = writeQuery(tokens, text)
  const { groups, taken } = findQuantities(tokens, query, language)
  const all = [...findAbbreviations(tokens, language, input.abbreviations), ...groups, ...findCodes(tokens, query, language, taken)]
  const chosen = choose(
    all.map((group) => thin(analyseForms(group, tokens, language))),
    tokens.length,
  )
  return {
    alternatives: chosen.map(({ from, to, terms, prefix, weight }) => ({ from, to, terms, prefix, weight })),
    forms: chosen.filter(({ typed }) => !typed).map((form) => show(form, tokens, text)),
  }
}

/** Forms with their terms: each once, none that would match nearly everything, none that is what was typed. */
function analyseForms(group: FormGroup, tokens: readonly QueryToken[], language: Language): Candidate[] {
  const stop = stopWords(language)
  const seen = new Set<string>()
  return group.flatMap((form): Candidate[] => {
    const words = analyse(form.written, language)
    const terms = words.map(({ term }) => term)
    const name = `${terms.join(' ')}${form.prefix ? '*' : ''}`
    if (words.every(({ surface }) => stop.has(surface) || /^[a-z]$/.test(surface)) || seen.has(name)) return []
    seen.add(name)
    const run = tokens.slice(form.from, form.to)
    const typed = !form.prefix && run.length === terms.length && run.every(({ term }, at) => term === terms[at])
    if (!typed) return [{ ...form, terms, typed }]
    // "1/2 in": the unit is a stop word with no clause of its own, and counts only as part of this phrase
    return run.length > 1 && run.some((token) => token.stop) ? [{ ...form, terms, typed, weight: 1 }] : []
  })
}

/** A group that has more than its tokens may have loses first what another of its forms finds as well: "1 5 inch" beside "1 5". */
function thin(group: readonly Candidate[]): readonly Candidate[] {
  const kept = [...group]
  for (let at = kept.length - 1; at >= 0 && kept.length > MAX_PER_TOKEN; at -= 1) {
    const one = kept[at]
    if (one && !one.typed && kept.some((other) => other !== one && !other.prefix && holds(one.terms, other.terms))) kept.splice(at, 1)
  }
  return kept.slice(0, MAX_PER_TOKEN)
}

function holds(terms: readonly string[], phrase: readonly string[]): boolean {
  return phrase.length < terms.length && terms.some((_, at) => phrase.every((term, index) => terms[at + index] === term))
}

function choose(groups: readonly (readonly Candidate[])[], tokens: number): Candidate[] {
  const room = new Uint8Array(tokens).fill(MAX_PER_TOKEN)
  const chosen: Candidate[] = []
  for (const form of groups.flat().sort((left, right) => right.weight - left.weight)) {
    if (chosen.length >= MAX_PER_QUERY) break
    if (room.subarray(form.from, form.to).some((left) => left === 0)) continue
    for (let at = form.from; at < form.to; at += 1) room[at] = (room[at] ?? 0) - 1
    chosen.push(form)
  }
  return chosen.sort((left, right) => left.from - right.from)
}

function show({ from, to, written, kind, weight, prefix }: Candidate, tokens: readonly QueryToken[], text: string): WrittenForm {
  const start = tokens[from]?.start ?? 0
  const end = tokens[to - 1]?.end ?? start
  return { from: text.slice(start, end), to: prefix ? `${written}…` : written, kind, weight, span: [start, end] }
}
