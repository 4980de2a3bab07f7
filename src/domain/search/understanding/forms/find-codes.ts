import { type Language, stopWords } from '../../../../shared/text/index.ts'
import type { QueryToken } from '../query.ts'
import { type Form, type FormGroup, PART, SAME } from './form.ts'
import type { WrittenQuery } from './written-query.ts'

const MIN_CODE = 4
const MAX_CODE = 32
const MAX_PIECES = 4
/** Before a number, apart from it, a longer word is a word: "dcd 771" may be one code, "tank 4421" is none. */
const MAX_HEAD = 3

const isAlphanumeric = (word: string): boolean => /^[a-z0-9]+$/.test(word)
const isMixed = (word: string): boolean => /[a-z]/.test(word) && /[0-9]/.test(word)
const isCode = (word: string): boolean => word.length >= MIN_CODE && word.length <= MAX_CODE && isAlphanumeric(word) && isMixed(word)

/** Model codes in one piece and in several: DCD771C2 and dcd 771 c2, WD-40 and wd40; and what such a code may begin. */
export function findCodes(tokens: readonly QueryToken[], query: WrittenQuery, language: Language, taken: ReadonlySet<number>): FormGroup[] {
  const groups: FormGroup[] = []
  tokens.forEach(({ surface }, at) => {
    if (!taken.has(at) && isCode(surface)) groups.push(splitCode(surface, at))
  })
  for (let from = 0; from < tokens.length; from += 1) {
    for (const to of findEnds(tokens, query, language, taken, from)) groups.push(joinCode(tokens, from, to))
  }
  return groups
}

function splitCode(code: string, at: number): Form[] {
  const runs = code.match(/[a-z]+|[0-9]+/g) ?? []
  const join = (...cuts: number[]): string => [0, ...cuts].map((cut, index) => runs.slice(cut, cuts[index] ?? runs.length).join('')).join(' ')
  const every = runs.map((_, index) => index).slice(1)
  const written = new Set([join(...every.slice(0, -1)), join(...every), join(1), join(Math.floor(runs.length / 2))])
  return [
    ...[...written].map((text): Form => ({ from: at, to: at + 1, written: text, kind: 'code', weight: SAME, prefix: false })),
    { from: at, to: at + 1, written: code, kind: 'code', weight: PART, prefix: true },
  ]
}

function joinCode(tokens: readonly QueryToken[], from: number, to: number): Form[] {
  const code = tokens
    .slice(from, to)
    .map(({ surface }) => surface)
    .join('')
  const form: Form = { from, to, written: code, kind: 'code', weight: SAME, prefix: false }
  return code.length < MIN_CODE ? [form] : [form, { ...form, weight: PART, prefix: true }]
}

/** Ends of the runs from `from` that read as the pieces of one code. */
function findEnds(tokens: readonly QueryToken[], query: WrittenQuery, language: Language, taken: ReadonlySet<number>, from: number): number[] {
  const ends: number[] = []
  let length = 0
  let mixed = ''
  for (let at = from; at < tokens.length && at < from + MAX_PIECES; at += 1) {
    const { surface = '', stop = false } = tokens[at] ?? {}
    const tight = at > from && /^[-_/.]$/.test(query.text.slice(query.ends[at - 1], query.starts[at]))
    const loose = at > from && query.text.slice(query.ends[at - 1], query.starts[at]) === ' '
    const fits = at === from ? isHead(tokens, query, from) : tight || (loose && isTail(surface, mixed))
    const function_ = stop || (!tight && stopWords(language).has(surface))
    if (!fits || function_ || taken.has(at) || !isAlphanumeric(surface)) break
    mixed += surface
    length += surface.length
    if (length > MAX_CODE) break
    if (at > from && isMixed(mixed)) ends.push(at + 1)
  }
  return ends
}

/** A code begins with letters; with a number only where a sign binds what follows. */
function isHead(tokens: readonly QueryToken[], query: WrittenQuery, at: number): boolean {
  const surface = tokens[at]?.surface ?? ''
  const bound = /^[-_/.]$/.test(query.text.slice(query.ends[at], query.starts[at + 1] ?? query.ends[at]))
  return bound || (/^[a-z]/.test(surface) && (surface.length <= MAX_HEAD || (isMixed(surface) && surface.length <= 8)))
}

/** After letters a number or a mixed piece; after a number at most two letters more ("iphone 5 c"). */
function isTail(surface: string, before: string): boolean {
  return /[0-9]/.test(surface) ? surface.length <= 8 : /[0-9]$/.test(before) && surface.length <= 2
}
