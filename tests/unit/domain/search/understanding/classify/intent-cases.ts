import type { Chip, QueryIntent } from '../../../../../../src/contracts/understanding.ts'
import type { Language } from '../../../../../../src/shared/text/index.ts'

export type IntentCase = {
  text: string
  language: Language
  articleLike: boolean
  class: QueryIntent['class']
  /** words that are chips, by kind */
  chips?: Partial<Record<Chip['kind'], string>>
  /** how many of 10,000 documents hold the query's word; common unless given */
  frequency?: number
}

const [NAVIGATIONAL, INFORMATIONAL, TRANSACTIONAL] = ['navigational', 'informational', 'transactional'] as const
const shop = (text: string, expected: QueryIntent['class'], more: Partial<IntentCase> = {}): IntentCase => ({
  text,
  language: 'en',
  articleLike: false,
  class: expected,
  ...more,
})
const articles = (text: string, expected: QueryIntent['class'], more: Partial<IntentCase> = {}): IntentCase =>
  shop(text, expected, { articleLike: true, ...more })

/** What a person would say a query is after, in a shop or among articles. */
export const INTENT_CASES: readonly IntentCase[] = [
  shop('DCD771C2', NAVIGATIONAL),
  shop('wh-1000xm4', NAVIGATIONAL),
  shop('northwind', NAVIGATIONAL, { chips: { brand: 'northwind' } }),
  shop('acme outdoor', NAVIGATIONAL, { chips: { brand: 'acme outdoor' } }),
  shop('kestrel', NAVIGATIONAL, { frequency: 4 }),
  shop('zephyrine', NAVIGATIONAL, { frequency: 2 }),
  shop('track my order', NAVIGATIONAL),
  shop('login', NAVIGATIONAL),
  shop('contact customer service', NAVIGATIONAL),
  shop('www.northwind.example', NAVIGATIONAL),
  shop('northwind official site', NAVIGATIONAL, { chips: { brand: 'northwind' } }),
  articles('ada lovelace', NAVIGATIONAL, { frequency: 3 }),
  shop('red running shoes', TRANSACTIONAL, { chips: { colour: 'red', category: 'running shoes' } }),
  shop('cheap laptop', TRANSACTIONAL),
  shop('buy garden hose', TRANSACTIONAL),
  shop('headphones under $50', TRANSACTIONAL),
  shop('65 inch tv', TRANSACTIONAL),
  shop('office chair', TRANSACTIONAL),
  shop('walnut desk 120cm', TRANSACTIONAL, { chips: { material: 'walnut' } }),
  shop('northwind backpack', TRANSACTIONAL, { chips: { brand: 'northwind', category: 'backpack' } }),
  shop('black leather sofa free shipping', TRANSACTIONAL, { chips: { colour: 'black', material: 'leather' } }),
  shop('coffee machine deals', TRANSACTIONAL),
  shop('drill discount code', TRANSACTIONAL),
  shop('waterproof jacket size large', TRANSACTIONAL, { chips: { size: 'large' } }),
  shop('12 pack led bulbs 60w', TRANSACTIONAL),
  shop('replacement filter DCD771C2', TRANSACTIONAL),
  shop('gift for dad', TRANSACTIONAL),
  shop('how to clean a cast iron pan', INFORMATIONAL),
  shop('what size tent do I need?', INFORMATIONAL),
  shop('kestrel 40 reviews', INFORMATIONAL),
  shop('oled vs qled', INFORMATIONAL),
  shop('difference between rug and carpet', INFORMATIONAL),
  shop('why is my kettle leaking', INFORMATIONAL),
  shop('can you wash a down jacket', INFORMATIONAL),
  shop('mattress buying guide', INFORMATIONAL),
  shop('is walnut a hardwood?', INFORMATIONAL),
  articles('how do I lower my blood pressure?', INFORMATIONAL),
  articles('symptoms of vitamin d deficiency', INFORMATIONAL),
  articles('effects of heat on steel beams in long fires', INFORMATIONAL),
  articles('boundary layer flow', INFORMATIONAL),
  articles('choosing a desk for a small room', INFORMATIONAL),
  articles('history of the bicycle', INFORMATIONAL),
  articles('sleep and memory', INFORMATIONAL),
  articles('buy cheap desk lamp', TRANSACTIONAL),
  shop('comprar zapatos baratos', TRANSACTIONAL, { language: 'es' }),
  shop('televisor 65 pulgadas oferta', TRANSACTIONAL, { language: 'es' }),
  shop('¿cuánto pesa una bicicleta de montaña?', INFORMATIONAL, { language: 'es' }),
  shop('cómo limpiar una cafetera', INFORMATIONAL, { language: 'es' }),
  articles('qué es la presión arterial', INFORMATIONAL, { language: 'es' }),
  shop('iniciar sesión', NAVIGATIONAL, { language: 'es' }),
  shop('günstige laufschuhe kaufen', TRANSACTIONAL, { language: 'de' }),
  shop('schwarzes sofa leder', TRANSACTIONAL, { language: 'de', chips: { colour: 'schwarzes', material: 'leder' } }),
  shop('wie reinigt man eine pfanne', INFORMATIONAL, { language: 'de' }),
  articles('was ist ein katalysator', INFORMATIONAL, { language: 'de' }),
  shop('unterschied zwischen oled und qled', INFORMATIONAL, { language: 'de' }),
  shop('anmelden', NAVIGATIONAL, { language: 'de' }),
  shop('激安 ノートパソコン', TRANSACTIONAL, { language: 'ja' }),
  shop('コーヒーメーカー 通販', TRANSACTIONAL, { language: 'ja' }),
  articles('光合成とは', INFORMATIONAL, { language: 'ja' }),
  shop('テントの選び方', INFORMATIONAL, { language: 'ja' }),
  articles('なぜ空は青いのですか', INFORMATIONAL, { language: 'ja' }),
]
