import { DEFAULT_SYNONYM_WEIGHT, type SynonymInput, type SynonymRule, synonymInput } from '../../../../contracts/synonyms.ts'
import type { ErrorCode } from '../../../../contracts/errors.ts'
import { hashWord } from '../../../../shared/math/random.ts'
import type { Language } from '../../../../shared/text/index.ts'
import { judgeRule, readPhrase, sidesOf } from './read-phrase.ts'

export type SynonymFormat = 'ndjson' | 'text'
export type ParsedLine = { rule: SynonymRule } | { code: ErrorCode; message: string }

/**
 * One line of an import: a rule as JSON, or `tv, television` (two-way) and `couch => sofa, settee` (one-way) as search
 * engines write them, with \ before a comma, an arrow or a # that belongs to a word. Null for a blank line or a comment.
 */
export function parseLine(text: string, format: SynonymFormat, language: Language): ParsedLine | null {
  const line = text.trim()
  if (line === '' || (format === 'text' && line.startsWith('#'))) return null
  const read = format === 'ndjson' ? readJsonRule(line) : readTextRule(line, language)
  if ('code' in read) return read
  const [problem] = judgeRule(read.input, language)
  return problem ? invalid(`${problem.path}: ${problem.message}`) : { rule: completeRule(read.input) }
}

type Read = { input: SynonymInput } | { code: ErrorCode; message: string }

function invalid(message: string): { code: ErrorCode; message: string } {
  return { code: 'synonyms.invalid', message: message.slice(0, 300) }
}

function readJsonRule(line: string): Read {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return { code: 'documents.json', message: 'the line is not a JSON object' }
  }
  return checkShape(value)
}

function checkShape(value: unknown): Read {
  const parsed = synonymInput.safeParse(value)
  if (parsed.success) return { input: parsed.data }
  const [issue] = parsed.error.issues
  return invalid(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`.replace(/^: /, ''))
}

/**
 * Files of this form name a word on both sides ("couch => couch, sofa") and in several spellings that read the same: what
 * is searched anyway is left out, and only a line without anything else is refused.
 */
function readTextRule(line: string, language: Language): Read {
  const sides = splitUnescaped(line, '=>')
  if (sides.length > 2) return invalid('the line has more than one =>')
  const [from = [], to] = sides.map((side) => splitUnescaped(side, ',').map(unescape))
  const blank = [...from, ...(to ?? [])].some((word) => word === '')
  if (blank) return invalid('there is an empty word between two commas or beside =>')
  const seen = new Set<string>()
  const fresh = (words: readonly string[]): string[] =>
    words.filter((word) => {
      const { key } = readPhrase(word, language)
      // a phrase without words is for judgeRule to name
      if (key !== '' && seen.has(key)) return false
      seen.add(key)
      return true
    })
  const left = fresh(from)
  if (to === undefined)
    return left.length < 2 && from.length > 1 ? invalid('the words of the line read the same') : checkShape({ type: 'two_way', words: left })
  const right = fresh(to)
  return right.length === 0 && to.length > 0
    ? invalid('the words would expand to themselves')
    : checkShape({ type: 'one_way', from: left, to: right })
}

/** Parts between separators that no backslash stands before. */
function splitUnescaped(text: string, separator: string): string[] {
  const parts: string[] = []
  let start = 0
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '\\') at++
    else if (text.startsWith(separator, at)) {
      parts.push(text.slice(start, at))
      start = at + separator.length
      at = start - 1
    }
  }
  return [...parts, text.slice(start)]
}

function unescape(text: string): string {
  return text.trim().replaceAll(/\\(.)/gsu, '$1')
}

/** With its weight and an id: one without an id is named by its words, so that importing a file twice changes nothing. */
export function completeRule(input: SynonymInput, id = input.id): SynonymRule {
  const weight = input.weight ?? DEFAULT_SYNONYM_WEIGHT
  const { from, to } = sidesOf(input)
  const text = JSON.stringify(input.type === 'two_way' ? [from] : [from, to])
  const named = id ?? `w-${hex(hashWord(text))}${hex(hashWord(text, 1))}`
  return input.type === 'two_way'
    ? { id: named, type: 'two_way', words: input.words, weight }
    : { id: named, type: 'one_way', from: input.from, to: input.to, weight }
}

function hex(bits: number): string {
  return bits.toString(16).padStart(8, '0')
}
