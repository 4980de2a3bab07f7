import { type Language, normalise } from '../../../../shared/text/index.ts'
import { CLOSE_ONLY, COUNTED_BEFORE, UNIT_SIGNS, UNIT_TABLES } from './unit-tables.ts'

export type Unit = {
  name: string
  /** shortest first; some have a space */
  abbreviations: readonly string[]
  words: readonly string[]
  /** what may stand for it in signs, or null */
  sign: string | null
}

/** `exact` is false where the unit is a sign that leaves no trace in the index: 65" is kept as 65. */
export type Writing = { text: string; exact: boolean }

type Units = { names: ReadonlyMap<string, string>; named: ReadonlyMap<string, Unit> }

const compiled = new Map<string, Units>()
const MAX_NAME = 40
// the number's gap, a word, and perhaps a second one: "-inch", " sq. ft."
const NAME = /^( ?- ?| )?(\p{L}[\p{L}\p{N}]*)(?:[. -]{1,2}(\p{L}[\p{L}\p{N}]*))?/u
// "3 in 1", "65 in stock", "2 in the bush": no inches
const NO_INCH = /^ ?-? ?in[ -](?:\d|(?:a|an|the|my|your|one|stock|store|all)\b)/

/** The unit written at `at`, right behind a number, and where it ends; null when none is. */
export function readUnit(text: string, at: number, language: Language): { unit: Unit; end: number } | null {
  const units = unitsOf(language)
  const rest = text.slice(at, at + MAX_NAME)
  for (const [sign, name] of UNIT_SIGNS) {
    // a quotation mark apart from the number begins a quotation
    const space = rest.startsWith(' ') && (sign === '°' || sign === '%') ? 1 : 0
    if (!rest.startsWith(sign, space)) continue
    const scale = name === 'degree' ? /^ ?° ?([cf])(?![\p{L}\p{N}])/u.exec(rest) : null
    const unit = units.named.get(scale ? (scale[1] === 'c' ? 'celsius' : 'fahrenheit') : name)
    return unit ? { unit, end: at + (scale ? scale[0].length : space + sign.length) } : null
  }
  const [whole = '', gap = '', first = '', second] = NAME.exec(rest) ?? []
  const pair = second === undefined ? undefined : units.names.get(`${first} ${second}`)
  const name = pair ?? units.names.get(first)
  const unit = units.named.get(name ?? '')
  if (!unit || (gap !== '' && pair === undefined && CLOSE_ONLY.has(first)) || (unit.name === 'inch' && NO_INCH.test(rest))) return null
  const length = pair === undefined ? gap.length + first.length : whole.length
  return { unit, end: at + length + (rest[length] === '.' ? 1 : 0) }
}

/** A number and its unit as documents write them, most usual first. */
export function writeUnit(number: string, unit: Unit, language: Language): Writing[] {
  const close = unit.abbreviations.filter((name) => !name.includes(' ')).map((name) => number + name)
  const closeWord = unit.words.slice(0, 1).filter((word) => !word.includes(' '))
  const before = unit.name === 'pack' ? COUNTED_BEFORE[language] : undefined
  return [
    ...close,
    ...unit.abbreviations.map((name) => `${number} ${name}`),
    ...unit.words.map((word) => `${number} ${word}`),
    ...closeWord.map((word) => number + word),
    ...(before === undefined ? [] : [`${before} ${number}`]),
  ]
    .map((text) => ({ text, exact: true }))
    .concat(unit.sign === null ? [] : [{ text: number + unit.sign, exact: false }])
}

/** A unit by its name in the tables. */
export function unitOf(name: string, language: Language): Unit | undefined {
  return unitsOf(language).named.get(name)
}

function unitsOf(language: Language): Units {
  const known = compiled.get(language)
  if (known) return known
  const units = compile([UNIT_TABLES.everywhere, language in UNIT_TABLES ? UNIT_TABLES[language as 'en'] : ''])
  compiled.set(language, units)
  return units
}

function compile(tables: readonly string[]): Units {
  const named = new Map<string, Unit>()
  const names = new Map<string, string>()
  for (const line of tables.join('\n').split('\n')) {
    const [name = '', rest = ''] = line.split(':').map((part) => part.trim())
    if (name === '') continue
    const [abbreviations = [], words = [], read = []] = rest.split('|').map(readNames)
    const before = named.get(name)
    const sign = UNIT_SIGNS.find(([, unit]) => unit === name)?.[0] ?? null
    named.set(name, { name, abbreviations: [...(before?.abbreviations ?? []), ...abbreviations], words: [...(before?.words ?? []), ...words], sign })
    for (const word of [...abbreviations, ...words, ...read, ...words.flatMap(findPlurals), ...read.flatMap(findPlurals)]) {
      const surface = word.split(' ').map(normalise).join(' ')
      if (!names.has(surface)) names.set(surface, name)
    }
  }
  return { names, named }
}

const readNames = (part: string): string[] =>
  part
    .split(' ')
    .filter(Boolean)
    .map((word) => word.replaceAll('_', ' '))

function findPlurals(word: string): string[] {
  return word.length < 3 ? [] : ['s', 'es', 'n', 'en'].map((ending) => word + ending)
}
