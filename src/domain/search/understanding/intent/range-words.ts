import { type Language, normalise } from '../../../../shared/text/index.ts'

/** What a phrase of a query says about the number behind it, or, of the last four, by itself. */
export type RangeCue =
  | 'below'
  | 'above'
  | 'between'
  | 'from'
  | 'before'
  | 'after'
  | 'since'
  | 'until'
  | 'in'
  | 'to'
  | 'orLess'
  | 'orMore'
  | 'rated'
  | 'stars'
  | 'filler'
  | 'decade'
  | 'cheap'
  | 'dear'
  | 'topRated'
  | 'lastYear'
  | 'thisYear'

type Phrases = Partial<Record<RangeCue, string>>

// Phrases apart by commas, as people write them in shops; a phrase may stand in several rows and is then read by what follows.
const TABLES: Partial<Record<Language, Phrases>> = {
  en: {
    below: 'under, below, less than, cheaper than, lower than, up to, at most, no more than, not more than, max, maximum, not over, within, <, <=, ≤',
    above: 'over, above, more than, at least, min, minimum, no less than, not less than, starting at, starting from, from, higher than, >, >=, ≥',
    between: 'between',
    from: 'from',
    before: 'before, prior to, earlier than, older than, pre',
    after: 'after, later than, newer than, post',
    since: 'since',
    until: 'until, till, up until, through',
    in: 'in, of, from',
    to: 'to, and, until, till, through, -, –, —',
    orLess: 'or less, and less, or under, and under, or below, and below, or cheaper, max, maximum, or lower',
    orMore: 'or more, and more, or over, and over, or above, and above, or up, and up, or higher, and higher, or better, +, plus, minimum',
    rated: 'rated, rating, ratings, rating of, score, scored',
    stars: 'star, stars',
    filler: 'the, a, an, year, years, about',
    cheap: 'cheap, cheapest, affordable, budget, inexpensive, low cost, low price, low priced',
    dear: 'expensive, premium, high end, luxury, pricey',
    topRated: 'top rated, best rated, highly rated, highest rated, well rated, top reviewed, best reviewed',
    lastYear: 'last year',
    thisYear: 'this year',
  },
  de: {
    below: 'unter, bis, bis zu, weniger als, höchstens, maximal, max, günstiger als, billiger als, nicht mehr als',
    above: 'über, ab, mindestens, mehr als, min, minimum, teurer als',
    between: 'zwischen',
    from: 'von',
    before: 'vor',
    after: 'nach',
    since: 'seit, ab',
    until: 'bis',
    in: 'aus, von, im, in',
    to: 'bis, und, -, –, —',
    orLess: 'oder weniger, und weniger, oder günstiger',
    orMore: 'oder mehr, und mehr, oder besser, +',
    rated: 'bewertung, bewertet, bewertet mit',
    stars: 'stern, sterne, sternen',
    filler: 'dem, den, der, jahr, jahre, jahren, zu, etwa',
    decade: 'er, er jahre',
    cheap: 'billig, billige, billiger, billiges, günstig, günstige, günstiger, günstiges, preiswert, preiswerte',
    dear: 'teuer, teure, teurer, hochwertig, hochwertige, luxus',
    topRated: 'bestbewertet, bestbewertete, gut bewertet, gut bewertete, am besten bewertet',
    lastYear: 'letztes jahr, letzten jahres',
    thisYear: 'dieses jahr',
  },
  es: {
    below: 'menos de, por menos de, menor que, por debajo de, debajo de, hasta, máximo, como máximo, max, más barato que, más barata que, bajo',
    above: 'más de, mayor que, por encima de, al menos, como mínimo, mínimo, desde, a partir de',
    between: 'entre',
    from: 'de, desde',
    before: 'antes de, anterior a',
    after: 'después de, posterior a',
    since: 'desde, a partir de',
    until: 'hasta',
    in: 'de, del, en',
    to: 'a, y, hasta, -, –, —',
    orLess: 'o menos, y menos, como máximo',
    orMore: 'o más, y más, como mínimo, +',
    rated: 'valoración, puntuación, valorado con, valorada con',
    stars: 'estrella, estrellas',
    filler: 'el, los, la, año, años, unos',
    decade: 'años, los años, años los',
    cheap: 'barato, barata, baratos, baratas, económico, económica, económicos, económicas',
    dear: 'caro, cara, caros, caras, lujo, de lujo',
    topRated: 'mejor valorado, mejor valorada, mejor valorados, mejor valoradas, mejor puntuado',
    lastYear: 'año pasado',
    thisYear: 'este año',
  },
  fr: {
    below: "moins de, à moins de, moins cher que, jusqu'à, en dessous de, au plus, au maximum, maximum, max, inférieur à, sous",
    above: 'plus de, à partir de, au moins, dès, au-dessus de, supérieur à, minimum',
    between: 'entre',
    from: 'de',
    before: 'avant',
    after: 'après',
    since: 'depuis, dès, à partir de',
    until: "jusqu'en, jusqu'à",
    in: 'de, en',
    to: 'à, et, -, –, —',
    orLess: 'ou moins, et moins, maximum',
    orMore: 'ou plus, et plus, minimum, +',
    rated: 'note, noté, notée',
    stars: 'étoile, étoiles',
    filler: "l', le, la, les, année, années, environ",
    decade: 'années, les années',
    cheap: 'pas cher, pas chère, pas chers, pas chères, bon marché, abordable, économique',
    dear: 'cher, chère, chers, chères, haut de gamme, de luxe, luxe',
    topRated: 'mieux noté, mieux notée, mieux notés, mieux notées, bien noté, bien notée',
    lastYear: "l'année dernière, année dernière",
    thisYear: 'cette année',
  },
  // what is said of a number stands behind it
  ja: {
    below: '〜, ～',
    to: 'から, 〜, ～, -, –, —',
    orLess: '以下, 未満, 以内, まで',
    orMore: '以上, から, より, 〜, ～, +',
    rated: '評価, 評価が, レビュー, 星',
    stars: '星, つ 星, つ',
    filler: '約',
    cheap: '安い, 格安, 激 安, お 手頃, 手頃 な',
    dear: '高級, 高級 な, 高価 な',
    topRated: '高 評価, 評価 の 高い, 評価 が 高い',
    lastYear: '去年, 昨年',
    thisYear: '今年',
  },
}

export type CuePhrase = { readonly words: readonly string[]; readonly cue: RangeCue }

const compiled = new Map<Language, readonly CuePhrase[]>()

/** Phrases of a language and of English, the longest first; words are normalised, signs as they are. */
export function cuePhrases(language: Language): readonly CuePhrase[] {
  const known = compiled.get(language)
  if (known !== undefined) return known
  const tables = language === 'en' ? [TABLES.en] : [TABLES[language], TABLES.en]
  const phrases = tables
    .flatMap((table) => Object.entries(table ?? {}) as [RangeCue, string][])
    .flatMap(([cue, list]) => list.split(',').map((phrase) => ({ cue, words: cueWords(phrase) })))
    .toSorted((left, right) => right.words.length - left.words.length)
  compiled.set(language, phrases)
  return phrases
}

/** A word of a phrase or of a query as cues are compared: without apostrophes, accents and case. */
export function cueWords(phrase: string): string[] {
  return phrase
    .trim()
    .split(/[\s-]+(?=\p{L})|(?<=\p{L})-|['’]/u)
    .map((word) => normalise(word) || word)
    .filter((word) => word !== '')
}

/** Decades written as words. */
export const DECADE_WORDS: ReadonlyMap<string, number> = new Map(
  ['twenties', 'thirties', 'forties', 'fifties', 'sixties', 'seventies', 'eighties', 'nineties'].map((word, index) => [word, 1920 + index * 10]),
)
