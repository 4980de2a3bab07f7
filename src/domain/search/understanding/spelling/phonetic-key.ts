import type { Language } from '../../../../shared/text/index.ts'

// How English letters sound, in the order in which they are applied; after the idea of Metaphone (L. Philips 1990), much reduced.
const ENGLISH: readonly (readonly [RegExp, string])[] = [
  [/^(?:kn|gn|pn)/, 'n'],
  [/^wr/, 'r'],
  [/^ps/, 's'],
  [/^x/, 's'],
  [/mb$/, 'm'],
  [/tch/g, 'C'],
  [/sch/g, 'sk'],
  [/[cs]h/g, 'C'],
  [/th/g, 'T'],
  [/ph/g, 'f'],
  [/gh(?=[^aeiou]|$)/g, ''],
  [/[st]i(?=o|a)/g, 'C'],
  [/sc(?=[eiy])/g, 's'],
  [/c(?=[eiy])/g, 's'],
  [/dg(?=[eiy])/g, 'j'],
  [/g(?=[eiy])/g, 'j'],
  [/qu?/g, 'k'],
  [/ck|c/g, 'k'],
  [/x/g, 'ks'],
  [/z/g, 's'],
  [/v/g, 'f'],
]

// Elsewhere: letters that several languages confuse, then the consonants alone.
const SKELETON: readonly (readonly [RegExp, string])[] = [
  [/ph/g, 'f'],
  [/sch|ch|sh/g, 'x'],
  [/c(?=[eiy])/g, 's'],
  [/ck|qu|[cq]/g, 'k'],
  [/z/g, 's'],
  [/[vw]/g, 'b'],
  [/j/g, 'g'],
]

/** Words that sound alike share the key; empty for a word without Latin letters. */
export function phoneticKey(surface: string, language: Language): string {
  let key = surface
  for (const [pattern, sound] of language === 'en' ? ENGLISH : SKELETON) key = key.replace(pattern, sound)
  const head = /^[aeiouy]/.test(key) ? 'A' : ''
  return head + key.replace(/[^a-zCT]|[aeiouyhw]/g, '').replace(/(.)\1+/g, '$1')
}
