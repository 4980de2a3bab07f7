import type { Language } from '../../../../shared/text/index.ts'
import type { QueryToken } from '../query.ts'
import { type Form, type FormGroup, MAX_PER_TOKEN, PART, SAME } from './form.ts'
import { type ReadNumber, readNumber } from './read-number.ts'
import { BETWEEN_SIDES, COUNTED_BEFORE } from './unit-tables.ts'
import { type Unit, type Writing, readUnit, unitOf, writeUnit } from './units.ts'
import { type WrittenQuery, tokenAfter } from './written-query.ts'

type Side = { number: ReadNumber; unit: Unit | null; end: number }
type Quantity = { from: number; to: number; sides: readonly Side[] }

const MAX_SIDES = 4

/**
 * Numbers with and without a unit ("65in", "1/2 inch", "1,000") and the sides of things ("2 x 4", `2" by 4"`), each with its other
 * writings. Tokens in `taken` belong to one; no code is looked for in them.
 */
export function findQuantities(tokens: readonly QueryToken[], query: WrittenQuery, language: Language): { groups: FormGroup[]; taken: Set<number> } {
  const groups: FormGroup[] = []
  const taken = new Set<number>()
  for (let token = 0; token < tokens.length; token += 1) {
    const quantity = readQuantity(query, token, language)
    if (!quantity) continue
    groups.push(write(quantity, language))
    const [first] = quantity.sides
    const bare = quantity.sides.length === 1 && !first?.unit && quantity.to - token === 1
    // a bare number may still end a code: "wd 40"
    if (!bare) for (let at = token; at < quantity.to; at += 1) taken.add(at)
    token = quantity.to - 1
  }
  return { groups, taken }
}

function readQuantity(query: WrittenQuery, from: number, language: Language): Quantity | null {
  const start = query.starts[from] ?? 0
  const counted = readCount(query, from, start, language)
  if (counted) return counted
  const sides: Side[] = []
  let at = start
  let best: Quantity | null = null
  while (sides.length < MAX_SIDES) {
    const number = readNumber(query.text, at, language)
    if (!number) break
    const measured = readUnit(query.text, number.end, language)
    for (const side of measured ? [{ unit: measured.unit, end: measured.end }, null] : [null]) {
      const { unit, end } = side ?? { unit: null, end: number.end }
      const to = tokenAfter(query, from, end)
      const joint = readJoint(query.text, end, language)
      if (to === null && joint === null) continue
      sides.push({ number, unit, end })
      if (to !== null) best = { from, to, sides: [...sides] }
      break
    }
    const joint = readJoint(query.text, sides.at(-1)?.end ?? at, language)
    if (joint === null || sides.at(-1)?.number !== number) break
    at = joint
  }
  return best
}

/** "pack of 12" */
function readCount(query: WrittenQuery, from: number, start: number, language: Language): Quantity | null {
  const before = COUNTED_BEFORE[language]
  const unit = unitOf('pack', language)
  if (before === undefined || !unit || !query.text.startsWith(`${before} `, start)) return null
  const number = readNumber(query.text, start + before.length + 1, language)
  const to = number && tokenAfter(query, from, number.end)
  return number && to !== null ? { from, to, sides: [{ number, unit, end: number.end }] } : null
}

/** Where the next side begins, behind "x", "×" or the language's word for it; null when nothing of the kind stands at `at`. */
function readJoint(text: string, at: number, language: Language): number | null {
  const word = BETWEEN_SIDES[language]
  const rest = text.slice(at, at + 12)
  const found = /^ ?[x×*] ?(?=[\d.¼½¾⅛⅜⅝⅞])/u.exec(rest) ?? (word === undefined ? null : new RegExp(`^ ${word} (?=[\\d.¼½¾⅛⅜⅝⅞])`, 'u').exec(rest))
  return found && at + found[0].length + (rest[found[0].length] === '.' ? 1 : 0)
}

function write({ from, to, sides }: Quantity, language: Language): Form[] {
  const [first] = sides
  const writings = sides.length > 1 || !first ? writeSides(sides, language) : writeOne(first, language)
  const kind = sides.some(({ unit }) => unit !== null) ? 'unit' : 'number'
  return writings.map(({ text, exact }) => ({ from, to, written: text, kind, weight: exact ? SAME : PART, prefix: false }))
}

function writeOne({ number, unit }: Side, language: Language): Writing[] {
  if (!unit) return number.writings.map((text) => ({ text, exact: true }))
  const writings = number.writings.map((writing) => writeUnit(writing, unit, language))
  // only so many are searched: what was typed in every unit before its fractions, but 1,000 and 1000 side by side
  if (writings.length !== 2) return writings.flat()
  return (writings[0] ?? []).flatMap((_, at) => writings.flatMap((each) => each[at] ?? []))
}

function writeSides(sides: readonly Side[], language: Language): Writing[] {
  const numbers = sides.map(({ number }) => number.writings[0] ?? '')
  const said = sides.flatMap(({ unit }) => unit ?? [])
  const [first] = said
  // a unit said once holds for every side (24 x 36 in), and none at all may be inches
  const unit = first ?? (language === 'en' ? unitOf('inch', language) : undefined)
  const units = sides.map((side) => side.unit ?? unit)
  const word = BETWEEN_SIDES[language]
  const close = numbers.map((n, at) => n + (units[at]?.abbreviations[0] ?? ''))
  const apart = numbers.map((n, at) => `${n} ${units[at]?.abbreviations[0] ?? units[at]?.words[0] ?? ''}`)
  const words = numbers.map((n, at) => `${n} ${units[at]?.words[0] ?? units[at]?.abbreviations[0] ?? ''}`)
  const measured = unit ? [close.join(' x '), apart.join(' x '), words.join(' x ')].map((text) => ({ text, exact: true })) : []
  if (said.some(({ name }) => name !== unit?.name)) return measured
  const plain = [numbers.join('x'), numbers.join(' x '), ...(word === undefined ? [] : [numbers.join(` ${word} `)]), numbers.join(' × ')]
  // without its unit 2 ft x 4 ft is another thing; inches are left out as a rule
  const bare = plain.map((text) => ({ text, exact: unit?.name === 'inch' || said.length === 0 }))
  const signs = unit?.sign ? [{ text: numbers.map((n) => n + unit.sign).join('x'), exact: unit.name === 'inch' }] : []
  const once = first ? [{ text: `${numbers.join(' x ')}${first.abbreviations[0] ?? ''}`, exact: true }] : []
  return [...bare.slice(0, 2), ...measured, ...bare.slice(2), ...signs, ...once].slice(0, MAX_PER_TOKEN + 1)
}
