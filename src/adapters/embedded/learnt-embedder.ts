import { type Language, analyse, contentTokens } from '../../shared/text/index.ts'
import { type TextEmbedder, type TextModel, embed } from '../../domain/embedding/index.ts'

/** Embeds with a model learnt from the collection itself: no download, no call. */
export function createLearntEmbedder(model: TextModel, language: Language): TextEmbedder {
  return {
    model: model.version,
    dimensions: 256,
    async embed(texts, kind) {
      return texts.map((text) => {
        const tokens = analyse(text, language)
        return embed(model, kind === 'query' ? contentTokens(tokens, language) : tokens)
      })
    },
  }
}
