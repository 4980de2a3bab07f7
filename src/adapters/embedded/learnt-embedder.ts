import { type Language, analyse, contentTokens } from '../../shared/text/index.ts'
import { type TextEmbedder, type TextModel, embed } from '../../domain/embedding/index.ts'

/** Embeds with a model learnt from the collection itself: no download, no call. */
export function createLearntEmbedder(model: TextModel, language: Language): TextEmbedder {
  const read = (text: string) => contentTokens(analyse(text, language), language)
  return {
    model: model.version,
    dimensions: 256,
    embed: async (texts) => texts.map((text) => embed(model, read(text))),
    embedForms: async (text, forms) => embed(model, read(text), forms),
  }
}
