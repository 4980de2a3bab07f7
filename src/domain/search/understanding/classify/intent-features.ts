import type { Chip } from '../../../../contracts/understanding.ts'
import { type Language, stopWords } from '../../../../shared/text/index.ts'
import type { QueryToken } from '../query.ts'
import { findWordKinds } from './intent-words.ts'

/** Of a collection's vocabulary what classification asks: how many of its documents hold a word. */
export type WordFrequencies = { frequency(surface: string): number; documents: number }

export type IntentInput = {
  tokens: readonly QueryToken[]
  text: string
  language: Language
  chips: readonly Chip[]
  vocabulary?: WordFrequencies
  /** the collection holds texts to read rather than things to buy */
  articleLike: boolean
}

type IntentFeature = keyof typeof INTENT_WEIGHTS

/**
 * What a feature adds to navigational, informational and transactional, in nats. Written by judgement: signs that hardly ever
 * mean anything else weigh 3, hints 1, and the kind of collection decides when nothing else does.
 */
export const INTENT_WEIGHTS = {
  question_word: [-1, 3, -0.5],
  question_mark: [-0.5, 1.5, -0.5],
  how_to: [-1, 3, -0.5],
  information_word: [-0.5, 2.8, 0],
  comparison: [-0.5, 2.5, 0],
  buying_word: [-1, -0.5, 3.2],
  price: [-0.5, -0.5, 2.5],
  site_word: [4, -0.5, -0.5],
  address: [4, 0, 0],
  model_code_alone: [3.5, 0, 0.5],
  model_code: [0.3, 0, 1.5],
  brand_alone: [3.5, 0, 0.5],
  brand: [0.3, 0, 0.8],
  rare_word_alone: [3, 0, 0],
  category: [-0.5, 0, 1.2],
  attribute: [-0.5, 0, 1],
  measure: [-0.5, 0, 1],
  verb: [-0.5, 0.8, 0],
  superlative: [-0.5, 0.6, 0.6],
  many_words: [-1, 0.8, 0],
  few_words: [0.2, 0, 0.4],
  articles: [0, 1.8, -0.5],
  shop: [0, 0, 1.2],
} as const satisfies Record<string, readonly [number, number, number]>

const ATTRIBUTES: ReadonlySet<Chip['kind']> = new Set(['colour', 'size', 'material', 'rating'])
/** A word is rare in at most this share of the documents, or in this many. */
const RARE_SHARE = 0.0005
const RARE_DOCUMENTS = 5

const isCode = (surface: string): boolean => /^(?=.*[a-z])(?=.*[0-9])[a-z0-9]{4,32}$/.test(surface)
const isMeasure = (surface: string): boolean => /^\d+(?:[a-z]{1,3}|x\d+[a-z]*)$/.test(surface)
const PRICE = /[$€£¥]\s?\d|\d\s?(?:[$€£¥円]|(?:usd|eur|euros?|dollars?|dólares)(?![\p{L}\p{N}]))/iu
const MEASURE =
  /\d\s?["”″]|\d[\s-]?(?:in|inch|inches|ft|feet|cm|mm|kg|lbs?|oz|gal|ml|watts?|volts?|gb|tb|zoll|pulgadas?|liter|litros?|インチ)(?![\p{L}\p{N}])/iu
const ADDRESS = /(?:^|\s)(?:https?:\/\/|www\.)|(?:^|\s)[\w-]+\.(?:com|org|net|io|example|de|es|jp|co\.uk)(?:[\s/]|$)/i

/** What of a query tells its aim, each feature once. */
export function findIntentFeatures(input: IntentInput): Set<IntentFeature> {
  const { tokens, language, chips, articleLike } = input
  const text = input.text.slice(0, 512)
  const surfaces = tokens.map(({ surface }) => surface)
  const stop = stopWords(language)
  const content = tokens.filter(({ surface }) => !stop.has(surface))
  const found = new Set<IntentFeature>([articleLike ? 'articles' : 'shop'])
  const add = (feature: IntentFeature, is: boolean): void => void (is && found.add(feature))

  const kinds = findWordKinds(surfaces, language)
  add('question_word', kinds.has('question') && isQuestion(surfaces, text, language))
  add('question_mark', /[?？]\s*$|^\s*¿/.test(text))
  add('how_to', kinds.has('how_to'))
  add('information_word', kinds.has('information'))
  add('comparison', kinds.has('comparison'))
  add('buying_word', kinds.has('buying'))
  add('site_word', kinds.has('site'))
  add('verb', kinds.has('verb'))
  add('superlative', kinds.has('superlative'))
  add('price', PRICE.test(text) || chips.some(({ kind }) => kind === 'price'))
  add('address', ADDRESS.test(text))

  const codes = surfaces.some((surface) => isCode(surface) && !isMeasure(surface))
  const alone = content.length <= 2 && content.length > 0
  add('model_code_alone', codes && alone)
  add('model_code', codes && !alone)
  add('measure', surfaces.some(isMeasure) || chips.some(({ kind }) => kind === 'size') || MEASURE.test(text))
  const brands = chips.filter(({ kind }) => kind === 'brand')
  const isBrand = brands.length > 0 && content.every((token) => brands.some(({ span: [from, to] }) => from <= token.start && token.end <= to))
  add('brand_alone', isBrand)
  add('brand', brands.length > 0 && !isBrand)
  add(
    'category',
    chips.some(({ kind }) => kind === 'category'),
  )
  add(
    'attribute',
    chips.some(({ kind }) => ATTRIBUTES.has(kind)),
  )
  add('rare_word_alone', alone && !codes && input.vocabulary !== undefined && content.every((token) => isRare(token, input.vocabulary)))
  add('many_words', tokens.length >= 6)
  add('few_words', tokens.length <= 3 && !articleLike)
  return found
}

/** Question words stand first, or before the verb; "the who" and "it was" are none. Japanese ones stand anywhere. */
function isQuestion(surfaces: readonly string[], text: string, language: Language): boolean {
  if (language === 'ja' || /[?？]/.test(text)) return true
  return surfaces.length > 1 && findWordKinds(surfaces.slice(0, 2), language).has('question')
}

function isRare({ surface }: QueryToken, vocabulary: WordFrequencies | undefined): boolean {
  if (vocabulary === undefined || !/^\p{L}{3,}$/u.test(surface)) return false
  const frequency = vocabulary.frequency(surface)
  return frequency > 0 && frequency <= Math.max(RARE_DOCUMENTS, vocabulary.documents * RARE_SHARE)
}
