import { FORMAT as VALUES } from './intent/values-blob.ts'
import { VERSION as VOCABULARY } from './spelling/vocabulary-layout.ts'
import { VERSION as COMPLETIONS } from './suggest/completions-format.ts'

/** What this code writes the parts of a lexicon in, and all it reads of them: it moves when one of theirs does. */
export const LEXICON_FORMAT = [VOCABULARY, VALUES, COMPLETIONS].join('.')
