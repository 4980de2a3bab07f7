/**
 * What correction believes, as negative natural logarithms of probabilities ("nats"): a noisy channel (Kernighan, Church and Gale 1990) of
 * edits over a language model of the collection's own words. Only differences between an edit's cost and what keeping an unseen word
 * costs matter. Moved step by step on one random half of the judged queries while queries of other collections stayed unchanged; the
 * other half came out as well (evals/spelling).
 */
export const ERROR_MODEL = {
  /** A letter for another one: any, one beside it on the keyboard, a vowel for a vowel. */
  substitute: 5.5,
  substituteNeighbour: 4.5,
  substituteVowel: 4,
  /** A letter too many: any, beside its neighbour on the keyboard, doubled. */
  insert: 4,
  insertNeighbour: 3.5,
  insertDouble: 2.5,
  /** A letter left out: any, one of a double. */
  omit: 1.5,
  omitDouble: 0.5,
  /** Added when an s at the end is put in or left out: more often meant than a slip. */
  finalS: 4.5,
  transpose: 0.5,
  /** Added when the first letter is touched: people mostly get it right. */
  firstLetter: 4,
  /** Taken off when the two words sound alike, down to `least`. */
  soundsAlike: 1,
  least: 0.5,
  lookAlike: 1,
  /** A space left out, put in, or put one letter too far. */
  missingSpace: 8,
  extraSpace: 6.5,
  movedSpace: 5,
  /** A word the collection does not have is meant as typed: a constant, and so much of what its letters weigh (letter-model.ts). */
  unseen: 2.3,
  unseenLetter: 0.54,
  /** How much of a word's probability comes from the word before it. */
  context: 0.37,
  /** How much the word model counts beside the channel. */
  prior: 0.84,
} as const
