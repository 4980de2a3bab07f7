// Scripts whose letters are letters: an edit is one key. Syllables (Hangul) and words cut by a dictionary (Han, kana, Thai) are left alone.
const ALPHABETIC =
  /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Armenian}\p{Script=Georgian}\p{Script=Hebrew}\p{Script=Arabic}\p{M}]+$/u

/** Longest word that is compared letter by letter, in UTF-16 units; longer ones are junk, and would cost the square of their length. */
const LONGEST = 32

/** Whether correction may change the word or lead to it: letters of an alphabet only, so no number and no model code. */
export function isSpelt(surface: string): boolean {
  return surface.length <= LONGEST && (/^[a-z]+$/.test(surface) || ALPHABETIC.test(surface))
}

/** Edits within which a word of this many letters is compared: short words have too many neighbours for more. */
export function editLimit(length: number): number {
  return length <= 2 ? 0 : length <= 5 ? 1 : 2
}

/** Letters from which words are also compared by how they sound. */
export const SHORTEST_ALIKE = 5
