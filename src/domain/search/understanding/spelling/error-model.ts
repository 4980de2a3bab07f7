/**
 * What correction believes, as negative natural logarithms of probabilities ("nats"): a noisy channel (Kernighan, Church and Gale 1990) of
 * edits over a language model of the collection's own words. Set by hand within the range of published error statistics, then moved on
 * one half of the judged queries as long as the other half agreed (evals/spelling).
 */
export const ERROR_MODEL = {
  /** A letter for another one: any, one beside it on the keyboard, a vowel for a vowel. */
  substitute: 8,
  substituteNeighbour: 6.5,
  substituteVowel: 5.5,
  /** A letter too many: any, beside its neighbour on the keyboard, doubled. */
  insert: 7,
  insertNeighbour: 5.5,
  insertDouble: 4.5,
  /** A letter left out: any, one of a double. */
  omit: 6,
  omitDouble: 4,
  transpose: 5,
  /** Added when the first letter is touched: people mostly get it right. */
  firstLetter: 2,
  /** Taken off when the two words sound alike, down to `least`. */
  soundsAlike: 2.5,
  least: 2.5,
  lookAlike: 1,
  /** A space left out, put in, or put one letter too far. */
  missingSpace: 5,
  extraSpace: 3,
  movedSpace: 7,
  /** A word the collection does not have is meant as typed: a constant and so much a letter. */
  unseen: 3.5,
  unseenLetter: 1.25,
  /** How much of a word's probability comes from the word before it. */
  context: 0.5,
}
