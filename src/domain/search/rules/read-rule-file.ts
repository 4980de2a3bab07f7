import type { ErrorCode } from '../../../contracts/errors.ts'
import { AppError } from '../../../contracts/errors.ts'
import { MAX_RULE_FILE_LINES, MAX_RULE_LENGTH, type Rule, type RuleInput, ruleInput } from '../../../contracts/rules.ts'
import { canonicalJson } from '../../../shared/canonical-json.ts'
import { hashText } from '../../../shared/hash.ts'
import { readLines } from '../understanding/synonyms/read-lines.ts'

export type RuleFileFormat = 'ndjson' | 'json'
/** `line` is the line, of an array the element, from 1. */
export type RuleLine = { line: number; rule: Rule }
export type RuleFailure = { line: number; code: ErrorCode; message: string }

/** A character of JSON has at most three bytes; rules that were written with escapes may be longer before they are read. */
const LONGEST_LINE = MAX_RULE_LENGTH * 6
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false })

/**
 * The rules of a file by their shape, and the lines that have none. A rule without an id is named by what it says, so that importing a
 * file twice changes nothing. Throws rules.too_many beyond 10,000 lines; of an array request.json, request.encoding and request.invalid.
 */
export async function readRuleFile(source: AsyncIterable<Uint8Array>, format: RuleFileFormat): Promise<(RuleLine | RuleFailure)[]> {
  const read: (RuleLine | RuleFailure)[] = []
  for await (const { line, value } of format === 'json' ? readArray(source) : readObjects(source)) {
    if (read.length === MAX_RULE_FILE_LINES) throw new AppError('rules.too_many', `The file has more than ${MAX_RULE_FILE_LINES} rules.`)
    read.push('code' in value ? { line, ...value } : await readShape(line, value.json))
  }
  return read
}

type ReadValue = { line: number; value: { json: unknown } | { code: ErrorCode; message: string } }

async function* readObjects(source: AsyncIterable<Uint8Array>): AsyncGenerator<ReadValue> {
  for await (const { line, bytes } of readLines(source, LONGEST_LINE)) {
    if (bytes === null) yield { line, value: { code: 'rules.invalid', message: 'the line is longer than any rule can be' } }
    else {
      const value = parseText(bytes)
      if (value !== null) yield { line, value }
    }
  }
}

/** Null of a blank line. */
function parseText(bytes: Uint8Array): ReadValue['value'] | null {
  let text: string
  try {
    text = decoder.decode(bytes)
  } catch {
    return { code: 'documents.encoding', message: 'the line is not valid UTF-8' }
  }
  if (text.trim() === '') return null
  try {
    return { json: JSON.parse(text) as unknown }
  } catch {
    return { code: 'documents.json', message: 'the line is not a JSON object' }
  }
}

async function* readArray(source: AsyncIterable<Uint8Array>): AsyncGenerator<ReadValue> {
  const parts: Uint8Array<ArrayBuffer>[] = []
  for await (const part of source) parts.push(Uint8Array.from(part))
  const value = parseText(new Uint8Array(await new Blob(parts).arrayBuffer()))
  if (value === null || 'code' in value) {
    if (value?.code === 'documents.encoding') throw new AppError('request.encoding', 'The body is not valid UTF-8.')
    throw new AppError('request.json', 'The body is not valid JSON.')
  }
  if (!Array.isArray(value.json))
    throw new AppError('request.invalid', 'The body is no array of rules.', [{ path: '', message: 'expected an array' }])
  for (const [at, json] of value.json.entries()) yield { line: at + 1, value: { json } }
}

async function readShape(line: number, json: unknown): Promise<RuleLine | RuleFailure> {
  const parsed = ruleInput.safeParse(json)
  if (parsed.success) return { line, rule: { ...parsed.data, id: parsed.data.id ?? (await nameRule(parsed.data)) } }
  const [issue] = parsed.error.issues
  return { line, code: 'rules.invalid', message: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`.replace(/^: /, '').slice(0, 300) }
}

async function nameRule(rule: RuleInput): Promise<string> {
  return `r-${await hashText(canonicalJson(rule), 9)}`
}
