import { type Language, normalise } from '../../../../shared/text/index.ts'

export type WordKind = 'question' | 'how_to' | 'information' | 'comparison' | 'buying' | 'site' | 'verb' | 'superlative'
type Lists = Readonly<Record<WordKind, string>>

/** Words that give a query's aim away; a comma between them, phrases as they are written. */
const ENGLISH: Lists = {
  question: 'what, why, when, where, which, who, whose, how, can, could, do, does, did, is, are, was, were, should, would, will',
  how_to: 'how to, how do, how can, how does, steps to, ways to, step by step',
  information: `review, reviews, guide, tutorial, meaning, definition, symptoms, symptom, causes, cause, effects, effect, treatment, ideas, tips,
    advice, history, instructions, manual, recipe, recipes, explained, examples, facts, overview, introduction, study, theory, diagram, problems,
    troubleshooting, not working, broken, leaking, removal, warranty, error, safe, causes of, ratings, pros and cons, worth it, side effects, benefits, learn`,
  comparison: 'vs, versus, compare, compared, comparison, difference between, differences, better than, alternatives to, or',
  buying: `buy, buying, cheap, cheapest, price, prices, deal, deals, sale, discount, discounts, coupon, coupons, order online, shop, shipping, delivery,
    free shipping, under, below, clearance, in stock, near me, affordable, budget, promo, bargain, outlet, wholesale, purchase, gift, gifts`,
  site: `login, log in, sign in, sign up, official, official site, official website, website, homepage, home page, www, http, https, contact,
    contact us, customer service, customer support, my account, account, track my order, order status, returns, opening hours, phone number,
    app download, store locator, store hours, opening times, return policy, returns policy, privacy policy, my orders, register, faq,
    help center, about us, gift card balance, careers`,
  verb: `clean, fix, repair, install, remove, choose, choosing, use, using, make, making, build, building, cook, wash, cut, change, changing, replace,
    replacing, clean, cleaning, store, storing, measure, paint, painting, grow, growing, lower, reduce, prevent, treat, improve, work, works, care, caring`,
  superlative: 'best, top, top rated, good, recommended',
}

const SPANISH: Lists = {
  question: 'qué, cómo, cuándo, dónde, cuál, cuáles, quién, quiénes, cuánto, cuánta, cuántos, cuántas, por qué, puedo, se puede',
  how_to: 'cómo, pasos para, maneras de, formas de',
  information: `reseña, reseñas, opiniones, opinión, guía, tutorial, significado, definición, síntomas, causas, efectos, tratamiento, ideas, consejos,
    historia, instrucciones, manual, receta, recetas, ejemplos, beneficios, problemas, aprender, no funciona, garantía, para qué sirve`,
  comparison: 'vs, versus, comparar, comparación, comparativa, diferencia entre, diferencias, mejor que, alternativas a, o',
  buying: `comprar, compra, barato, barata, baratos, baratas, precio, precios, oferta, ofertas, rebajas, descuento, descuentos, cupón, envío gratis, envío,
    tienda, económico, económica, venta, por menos de, menos de, regalo, regalos`,
  site: 'iniciar sesión, sitio oficial, página oficial, web oficial, oficial, contacto, atención al cliente, mi cuenta, mi pedido, mis pedidos, horario, devoluciones, www, http, https, teléfono de',
  verb: 'limpiar, reparar, arreglar, instalar, quitar, elegir, usar, hacer, construir, cocinar, lavar, cortar, cambiar, medir, pintar, cultivar, bajar, reducir, prevenir',
  superlative: 'mejor, mejores',
}

const GERMAN: Lists = {
  question:
    'was, wie, warum, wieso, weshalb, wann, wo, wer, welche, welcher, welches, wozu, woher, wohin, wofür, womit, woran, wieviel, kann man, kann ich, ist, sind',
  how_to: 'wie, anleitung, schritt für schritt, so geht',
  information: `test, testbericht, bewertung, bewertungen, erfahrungen, ratgeber, tutorial, bedeutung, definition, symptome, ursachen, wirkung, behandlung,
    ideen, tipps, geschichte, bedienungsanleitung, rezept, rezepte, beispiele, vorteile, nachteile, probleme, lernen, defekt, funktioniert nicht, garantie`,
  comparison: 'vs, versus, vergleich, vergleichen, unterschied, unterschiede, unterschied zwischen, besser als, alternative zu, oder',
  buying: `kaufen, günstig, günstige, günstiger, günstiges, billig, billige, preis, preise, angebot, angebote, rabatt, gutschein, versand, versandkostenfrei,
    bestellen, sale, schnäppchen, shop, unter, lieferbar, geschenk, geschenke`,
  site: 'anmelden, einloggen, login, offizielle seite, webseite, kontakt, kundenservice, kundendienst, mein konto, meine bestellungen, rückgabe, impressum, sendungsverfolgung, bestellstatus, www, http, https, öffnungszeiten',
  verb: 'reinigen, reparieren, installieren, entfernen, wählen, auswählen, benutzen, machen, bauen, kochen, waschen, schneiden, wechseln, messen, streichen, senken, vorbeugen',
  superlative: 'beste, bester, bestes, besten, empfehlenswert',
}

/** Written without spaces: looked for anywhere. */
const JAPANESE: Lists = {
  question: '何, なに, なぜ, どうして, いつ, どこ, 誰, どれ, どの, どちら, どう, いくつ, ですか, ますか, でしょうか, とは, って何',
  how_to: '方法, やり方, 使い方, 作り方, 仕方, 選び方, 直し方, い方, り方, し方, え方, み方, き方, び方, 手順',
  information: '口コミ, レビュー, 評判, 意味, 原因, 症状, 効果, 歴史, 説明書, レシピ, 例, コツ, 入門, 違い, メリット',
  comparison: '比較, 対, 違い, どっち',
  buying: '通販, 激安, 格安, 安い, 最安, 価格, 値段, セール, 割引, クーポン, 購入, 買う, 送料無料, 在庫, 円以下, プレゼント',
  site: 'ログイン, 公式, 公式サイト, お問い合わせ, マイページ, 会員登録, 注文状況, www, http',
  verb: '掃除, 修理, 取り付け, 洗う, 作る, 直す',
  superlative: 'おすすめ, 人気, ランキング',
}

const LISTS: Partial<Record<Language, Lists>> = { en: ENGLISH, es: SPANISH, de: GERMAN, ja: JAPANESE }
const KINDS = Object.keys(ENGLISH) as WordKind[]
const read = new Map<Language, ReadonlyMap<WordKind, readonly string[]>>()

/** The kinds of telling words in a query, from its surfaces in order; a language without lists has none. */
export function findWordKinds(surfaces: readonly string[], language: Language): ReadonlySet<WordKind> {
  const written = language === 'ja' ? surfaces.join('') : ` ${surfaces.join(' ')} `
  const lists = listsOf(language)
  return new Set(KINDS.filter((kind) => lists.get(kind)?.some((phrase) => written.includes(phrase))))
}

function listsOf(language: Language): ReadonlyMap<WordKind, readonly string[]> {
  const known = read.get(language)
  if (known) return known
  const lists = LISTS[language]
  const made = new Map(KINDS.map((kind) => [kind, lists ? readPhrases(lists[kind], language) : []]))
  read.set(language, made)
  return made
}

function readPhrases(list: string, language: Language): string[] {
  return list.split(',').map((phrase) => {
    const words = phrase.trim().split(/\s+/).map(normalise).join(' ')
    return language === 'ja' ? words : ` ${words} `
  })
}
