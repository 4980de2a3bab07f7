import type { JsonObject } from '../../src/contracts/documents.ts'
import { type Collection, schemaOf, searchableTexts } from '../../src/domain/catalog/index.ts'
import { type LexiconPart, type SearchPorts, createLexiconParts, openValues, openVocabulary } from '../../src/domain/search/index.ts'
import { type Language, analyse } from '../../src/shared/text/index.ts'

/** What understanding reads of a collection when the words of these documents have been gathered. */
export function gatherWords(collection: Collection, bodies: readonly JsonObject[]): Pick<SearchPorts['understanding'], 'vocabulary' | 'values'> {
  const { vocabulary, values } = createLexiconParts(collection.definition, [])
  const language = collection.definition.language as Language
  for (const [key, body] of bodies.entries()) {
    const texts = searchableTexts(schemaOf(collection.definition), body).map((found) => ({ ...found, tokens: analyse(found.text, language) }))
    for (const part of [vocabulary, values]) part.add({ key, id: String(key), body, texts })
  }
  const opened = { vocabulary: openVocabulary(finish(vocabulary)), values: openValues(finish(values)) }
  return { vocabulary: async () => opened.vocabulary, values: async () => opened.values }
}

function finish(part: LexiconPart): Uint8Array<ArrayBuffer> {
  const steps = part.finish()
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}
