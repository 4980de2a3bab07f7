import type { ErrorDefinitions } from './definition.ts'

/** Synonyms, abbreviations and words that are never suggested. */
export const WORD_ERRORS = {
  'abbreviations.not_found': {
    status: 404,
    title: 'The abbreviation does not exist',
    help: 'List what there is with GET /v1/collections/{collection}/abbreviations.',
  },
  'synonyms.not_found': {
    status: 404,
    title: 'The synonym rule does not exist',
    help: 'List the rules or suggestions of the collection; ids are case-sensitive.',
  },
  'synonyms.invalid': {
    status: 422,
    title: 'The synonym rule is not valid',
    help: 'Give 2 to 32 different words or phrases of 1 to 6 words each; what reads the same once it is stemmed (lamp, lamps) is one word, and a function word alone (the, of) can not be searched for.',
  },
  'synonyms.too_many': {
    status: 422,
    title: 'There are too many synonym rules',
    help: 'Keep a collection under 100,000 rules; put words that mean the same into one rule.',
  },
  'synonyms.no_model': {
    status: 409,
    title: 'There are no learnt vectors to find synonyms in',
    help: 'Declare vectors and wait until semantic.state of the collection is ready; vectors of a cloud model hold no words.',
  },
  'synonyms.duplicate': {
    status: 409,
    title: 'Two synonym rules have the same words',
    help: 'A warning: the heavier of the two decides. Delete one of the rules.',
  },
  'synonyms.cycle': {
    status: 409,
    title: 'One-way synonym rules lead back to where they begin',
    help: 'A warning: a query is expanded one step, so nothing runs in circles. If the words mean the same, write one two-way rule.',
  },
  'synonyms.contradicted': {
    status: 409,
    title: 'A two-way synonym rule says more than a one-way rule',
    help: 'A warning: the two-way rule also leads back. Delete one of the two, whichever is not meant.',
  },
  'synonyms.too_wide': {
    status: 409,
    title: 'A word has too many synonyms',
    help: 'A warning: at most 8 of them, the heaviest first, are searched for. Split the rules by meaning or give the best a higher weight.',
  },
  'words.not_found': { status: 404, title: 'The word is not in the list', help: 'Read the list first; words are compared without case and accents.' },
} as const satisfies ErrorDefinitions
