import type { SynonymRule } from '../../../../contracts/synonyms.ts'
import { drain } from '../../../../shared/drain.ts'
import { hashWord } from '../../../../shared/math/random.ts'
import type { Language } from '../../../../shared/text/index.ts'
import { type InternedRules, internInSteps } from './intern-rules.ts'
import { type PackedStrings, isWide, packStrings, sizeOfPacked, startOf } from './packed-strings.ts'

/** What an isolate gives to the synonyms of one collection, in bytes. */
export const MAX_INDEX_BYTES = 30_000_000

/**
 * Rules as a search reads them: phrases by number with their text packed, an open-addressing table from analysed text to
 * number, and for each phrase the rules that expand it, heaviest first. Its size grows with the words of the rules, not
 * with their pairs.
 */
export type SynonymIndex = {
  readonly keys: PackedStrings
  /** '' where a phrase is written as it is compared */
  readonly written: PackedStrings
  /** phrase + 1, or 0 for an empty place; a power of two of them */
  readonly slots: Uint32Array
  readonly phraseEnds: Uint32Array
  readonly phraseRules: Uint32Array
  readonly ruleEnds: Uint32Array
  readonly ruleTargets: Uint32Array
  readonly ruleIds: PackedStrings
  readonly weights: Float64Array
  /** words of the longest phrase */
  readonly longest: number
  /** rules held, and rules left out because the index was full */
  readonly rules: number
  readonly leftOut: number
  /** memory it takes */
  readonly bytes: number
}

/** Of the first rules that fit into `limit` bytes. About 4 µs a phrase that was not seen before, linear in the words of the rules. */
export function compileSynonyms(rules: readonly SynonymRule[], language: Language, limit = MAX_INDEX_BYTES): SynonymIndex {
  return drain(compileInSteps(rules, language, limit))
}

/** The same in steps of some 20 ms, the last few of at most 200 ms where there are 100,000 rules. */
export function* compileInSteps(rules: readonly SynonymRule[], language: Language, limit = MAX_INDEX_BYTES): Generator<void, SynonymIndex> {
  const interned = yield* internInSteps(rules, language, createGauge(rules, limit))
  const held = interned.rules.length
  // heaviest first, and in the order given where they weigh the same: what is cut off is always the least
  const order = Array.from({ length: held }, (_unused, at) => at).sort(
    (left, right) => weightOf(rules, right) - weightOf(rules, left) || left - right,
  )
  yield
  const keys = packStrings(interned.keys)
  yield
  const written = packStrings(interned.written)
  yield
  const ruleIds = packStrings(rules.slice(0, held).map(({ id }) => id))
  yield
  const slots = fillSlots(interned.keys)
  yield
  const parts = {
    slots,
    ...listRules(interned, order),
    ...listTargets(interned),
    weights: Float64Array.from({ length: held }, (_unused, at) => weightOf(rules, at)),
  }
  const bytes = Object.values(parts).reduce(
    (sum, array) => sum + array.byteLength,
    sizeOfPacked(keys) + sizeOfPacked(written) + sizeOfPacked(ruleIds),
  )
  return { ...parts, keys, written, ruleIds, longest: interned.longest, rules: held, leftOut: rules.length - held, bytes }
}

function weightOf(rules: readonly SynonymRule[], at: number): number {
  return rules[at]?.weight ?? 0
}

/** Says when the index is full, reckoning on the safe side: a place in the table can cost 16 bytes a phrase. */
function createGauge(rules: readonly SynonymRule[], limit: number): (interned: InternedRules) => boolean {
  let bytes = 0
  let phrases = 0
  let characters = 0
  let wide = 1
  return ({ keys, written, rules: done }) => {
    for (; phrases < keys.length; phrases++) {
      const key = keys[phrases] ?? ''
      const text = written[phrases] ?? ''
      characters += key.length + text.length
      if (wide === 1 && (isWide(key) || isWide(text))) wide = 2
      bytes += 28
    }
    const last = done.at(-1)
    if (last) bytes += 16 + 4 * (last.from.length + last.to.length)
    const id = rules[done.length - 1]?.id ?? ''
    characters += id.length
    if (wide === 1 && isWide(id)) wide = 2
    return bytes + characters * wide >= limit
  }
}

function fillSlots(keys: readonly string[]): Uint32Array {
  let size = 4
  while (size < keys.length * 2) size *= 2
  const slots = new Uint32Array(size)
  keys.forEach((key, at) => {
    let slot = hashWord(key) & (size - 1)
    while (slots[slot] !== 0) slot = (slot + 1) & (size - 1)
    slots[slot] = at + 1
  })
  return slots
}

function listRules({ keys, rules }: InternedRules, order: readonly number[]): Pick<SynonymIndex, 'phraseEnds' | 'phraseRules'> {
  const phraseEnds = new Uint32Array(keys.length)
  const useful = order.filter((at) => rules[at]?.to.length !== 0)
  for (const at of useful) for (const phrase of rules[at]?.from ?? []) phraseEnds[phrase] = (phraseEnds[phrase] ?? 0) + 1
  for (let phrase = 1; phrase < keys.length; phrase++) phraseEnds[phrase] = (phraseEnds[phrase] ?? 0) + (phraseEnds[phrase - 1] ?? 0)
  const phraseRules = new Uint32Array(phraseEnds.at(-1) ?? 0)
  const next = Uint32Array.from(phraseEnds, (_end, phrase) => (phrase === 0 ? 0 : (phraseEnds[phrase - 1] ?? 0)))
  for (const at of useful) {
    for (const phrase of rules[at]?.from ?? []) {
      const place = next[phrase] ?? 0
      phraseRules[place] = at
      next[phrase] = place + 1
    }
  }
  return { phraseEnds, phraseRules }
}

function listTargets({ rules }: InternedRules): Pick<SynonymIndex, 'ruleEnds' | 'ruleTargets'> {
  const ruleEnds = new Uint32Array(rules.length)
  let end = 0
  rules.forEach(({ to }, at) => (ruleEnds[at] = end += to.length))
  const ruleTargets = new Uint32Array(end)
  let at = 0
  for (const { to } of rules) for (const phrase of to) ruleTargets[at++] = phrase
  return { ruleEnds, ruleTargets }
}

/** The phrase's number, or -1. */
export function findPhrase({ keys, slots }: SynonymIndex, key: string): number {
  for (let slot = hashWord(key) & (slots.length - 1); ; slot = (slot + 1) & (slots.length - 1)) {
    const phrase = (slots[slot] ?? 0) - 1
    if (phrase < 0) return -1
    const start = startOf(keys, phrase)
    if ((keys.ends[phrase] ?? 0) - start === key.length && keys.text.startsWith(key, start)) return phrase
  }
}
