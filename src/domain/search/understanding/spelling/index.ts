export { correctSpelling, type SpellingInput, type SpellingOutcome } from './correct-spelling.ts'
export { createVocabularyPart, type VocabularyOptions } from './create-vocabulary-part.ts'
export { listSuspects } from './list-suspects.ts'
export { openVocabulary, type Vocabulary } from './open-vocabulary.ts'
