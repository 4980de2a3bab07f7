import type { QueryToken } from '../../../../../../src/domain/search/understanding/query.ts'
import {
  type SpellingInput,
  type Vocabulary,
  correctSpelling,
  createVocabularyPart,
  openVocabulary,
} from '../../../../../../src/domain/search/understanding/spelling/index.ts'
import { type Language, analyse, stopWords } from '../../../../../../src/shared/text/index.ts'

/** The blob of a collection of these titles; a title may come with how many documents have it. */
export function packTitles(
  titles: readonly (string | readonly [string, number])[],
  language: Language = 'en',
  words?: number,
): Uint8Array<ArrayBuffer> {
  const part = createVocabularyPart(words === undefined ? { language } : { language, words })
  let key = 0
  for (const title of titles) {
    const [text, times] = typeof title === 'string' ? [title, 1] : title
    for (let time = 0; time < times; time++) {
      key += 1
      part.add({ key, id: String(key), body: {}, texts: [{ field: 'title', weight: 'a', text, tokens: analyse(text, language) }] })
    }
  }
  return drain(part.finish())
}

export function drain<T>(slices: Generator<void, T>): T {
  for (;;) {
    const step = slices.next()
    if (step.done === true) return step.value
  }
}

export function vocabularyOf(titles: Parameters<typeof packTitles>[0], language: Language = 'en'): Vocabulary {
  return openVocabulary(packTitles(titles, language))
}

export function readQueryTokens(text: string, language: Language = 'en', typing = false): QueryToken[] {
  const stops = stopWords(language)
  const tokens = analyse(text, language)
  return tokens.map((token) => ({ ...token, stop: stops.has(token.surface), open: typing && token === tokens.at(-1) }))
}

export function correct(text: string, vocabulary: Vocabulary, options: Partial<SpellingInput> & { typing?: boolean } = {}) {
  const { typing = false, language = 'en', ...rest } = options
  return correctSpelling({
    tokens: readQueryTokens(text, language, typing),
    text,
    vocabulary,
    language,
    known: new Set(),
    isBlocked: () => false,
    threshold: 0.8,
    ...rest,
  })
}
