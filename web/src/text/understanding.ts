import type { QueryView } from '../../../src/contracts/search.ts'
import type { Chip, QueryIntent, Reformulation, WrittenForm } from '../../../src/contracts/understanding.ts'
import { formatFieldName } from './format.ts'
import { DEFAULT_SEPARATOR } from './path.ts'

/** Words to say that they occur nowhere: one for which other words were searched is told of there. */
export function listUnknown({ unknown = [], forms, synonyms }: Pick<QueryView, 'unknown' | 'forms' | 'synonyms'>): readonly string[] {
  const replaced = new Set([...forms, ...synonyms].flatMap(({ from }) => splitWords(from)))
  return unknown.filter((word) => !replaced.has(word.toLowerCase()))
}

/** "Brand: Acme". A value without a kind of its own goes by its field; a label that already says so stays as it is. */
export function nameChip(chip: Pick<Chip, 'kind' | 'field' | 'label'>): string {
  const kind = formatFieldName(chip.kind === 'value' ? chip.field : chip.kind)
  const label = chip.kind === 'category' ? chip.label.split(DEFAULT_SEPARATOR).join(' › ') : spellBound(chip.label)
  return label.toLowerCase().startsWith(`${kind.toLowerCase()}:`) ? label : `${kind}: ${label}`
}

/** Bounds in words, as the filters write them: "≤ 200 EUR" -> "up to 200 EUR". */
function spellBound(label: string): string {
  return label.replace(/^≤ /, 'up to ').replace(/^≥ /, 'from ')
}

const FORM_WORDS: Readonly<Record<WrittenForm['kind'], string>> = {
  unit: 'the same measure',
  number: 'the same number',
  code: 'the same model number',
  abbreviation: 'spelt out or cut short',
  join: 'as one word',
  split: 'as two words',
}

export type AlsoSearched = { from: string; to: string; why: string }

/** What was searched beside the words typed, heaviest first, each once. */
export function listAlsoSearched(query: Pick<QueryView, 'forms' | 'synonyms'>): AlsoSearched[] {
  const all = [
    ...query.forms.map(({ from, to, kind, weight }) => ({ from, to, why: FORM_WORDS[kind], weight })),
    ...query.synonyms.map(({ from, to, weight }) => ({ from, to, why: 'a synonym', weight })),
  ].sort((a, b) => b.weight - a.weight)
  const seen = new Set<string>()
  return all.flatMap(({ from, to, why }) => {
    const key = to.toLowerCase()
    if (to === '' || key === from.toLowerCase() || seen.has(key)) return []
    seen.add(key)
    return [{ from, to, why }]
  })
}

/** Why a reformulation is offered, against the words that were typed. */
export function describeReformulation({ q, reason }: Reformulation, original: string): string {
  if (reason === 'correction') return 'another spelling'
  if (reason === 'popular') return 'others search for this'
  const kept = new Set(splitWords(q))
  const dropped = [...new Set(splitWords(original))].filter((word) => !kept.has(word))
  if (dropped.length === 0) return 'fewer words'
  return `without the ${dropped.length === 1 ? 'word' : 'words'} ${dropped.map((word) => `“${word}”`).join(', ')}`
}

const INTENT_WORDS: Readonly<Record<QueryIntent['class'], string>> = {
  navigational: 'Navigational: one known thing is looked for',
  informational: 'Informational: an answer is looked for',
  transactional: 'Transactional: something to get is looked for',
}

export function nameIntent(intent: Pick<QueryIntent, 'class'>): string {
  return INTENT_WORDS[intent.class]
}

/** "93%" of a confidence or share in [0, 1]. */
export function formatShare(value: number): string {
  return `${Math.round(value * 100)}%`
}

/** A language tag in words of `locale`; a tag that is none stays as it is. */
export function nameLanguage(tag: string, locale: string): string {
  try {
    return new Intl.DisplayNames([locale, 'en'], { type: 'language' }).of(tag) ?? tag
  } catch {
    return tag
  }
}

function splitWords(text: string): string[] {
  return text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
}
