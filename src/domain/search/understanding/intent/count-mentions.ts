import type { ValueGroup } from './group-values.ts'
import type { SampledDocument } from './text-sample.ts'
import { EMPTY_RUN, MAX_PHRASE_WORDS, extendHash } from './value-phrase.ts'
import { hashWord } from '../../../../shared/math/random.ts'

/** Words read between two yields: a few ms. */
const SLICE_WORDS = 8_000

/**
 * Counts in the sampled texts how many documents say the words of each group, with and without carrying it, and scales
 * the counts to the collection. Of a field of one value a document that has no value says nothing either way.
 */
export function* countMentions(
  groups: readonly ValueGroup[],
  groupOfValue: ReadonlyMap<number, ValueGroup>,
  sample: readonly SampledDocument[],
  documents: number,
): Generator<void, void> {
  const phrases = new Map<number, ValueGroup[]>()
  const beginnings = new Set<number>()
  for (const [index, group] of groups.entries()) {
    if (index % 2_048 === 0) yield
    const same = phrases.get(group.hash)
    if (same === undefined) phrases.set(group.hash, [group])
    else same.push(group)
    let run = EMPTY_RUN
    for (const term of group.terms.slice(0, -1)) beginnings.add((run = extendHash(run, hashWord(term))))
  }
  const scale = sample.length === 0 ? 0 : documents / sample.length
  let words = 0
  for (const { terms, values } of sample) {
    words += terms.length
    if (words > SLICE_WORDS) {
      words = 0
      yield
    }
    const carried = new Set<ValueGroup>()
    const fields = new Set<string>()
    for (const value of values) {
      const group = groupOfValue.get(value)
      if (group !== undefined) fields.add(carried.add(group) && group.field)
    }
    for (const group of findMentioned(terms, phrases, beginnings)) {
      if (carried.has(group.base ?? group)) group.mentions += scale
      else if (group.many || fields.has(group.field)) group.outside += scale
    }
  }
}

function findMentioned(terms: Uint32Array, phrases: ReadonlyMap<number, readonly ValueGroup[]>, beginnings: ReadonlySet<number>): Set<ValueGroup> {
  const found = new Set<ValueGroup>()
  for (let from = 0; from < terms.length; from += 1) {
    let run = EMPTY_RUN
    for (let at = from; at < from + MAX_PHRASE_WORDS; at += 1) {
      const term = terms[at]
      // 0 stands between texts, undefined after the last
      if (term === undefined || term === 0) break
      run = extendHash(run, term)
      for (const group of phrases.get(run) ?? []) found.add(group)
      if (!beginnings.has(run)) break
    }
  }
  return found
}
