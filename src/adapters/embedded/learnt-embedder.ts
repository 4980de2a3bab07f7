import { type Language, analyse, contentTokens } from '../../shared/text/index.ts'
import { type TextEmbedder, type TextModel, embed } from '../../domain/embedding/index.ts'

/** Embeds with a model learnt from the collection itself: no download, no call. */
export function createLearntEmbedder(model: TextModel, language: Language): TextEmbedder {
  return {
    model: model.version,
    dimensions: 256,
    async embed(texts) {
      return texts.map((text) => embed(model, contentTokens(analyse(text, language), language)))
    },
  }
}
