import { normalise } from '../../../../shared/text/index.ts'

/** Words that currencies go by; a dollar may be any country's dollar and a crown any country's crown. */
const CURRENCIES: readonly (readonly [codes: string, words: string])[] = [
  ['USD CAD AUD NZD SGD HKD MXN CLP COP ARS', '$ dollar dollars bucks dólar dólares'],
  ['USD', 'usd'],
  ['EUR', '€ eur euro euros'],
  ['GBP', '£ gbp pound pounds quid libras livres pfund'],
  ['JPY CNY', '¥'],
  ['JPY', 'jpy yen 円'],
  ['CNY', 'cny yuan rmb'],
  ['INR', '₹ inr rupee rupees'],
  ['KRW', '₩ krw won'],
  ['CHF', 'chf francs franken'],
  ['SEK NOK DKK ISK', 'kr crowns kronor kroner'],
  ['SEK', 'sek'],
  ['NOK', 'nok'],
  ['DKK', 'dkk'],
  ['PLN', 'pln zł zloty'],
  ['CZK', 'czk kč'],
  ['BRL', 'brl reais'],
  ['MXN', 'mxn pesos'],
  ['CAD', 'cad'],
  ['AUD', 'aud'],
]
const codesOfWord = new Map(
  CURRENCIES.flatMap(([codes, words]) => words.split(' ').map((word) => [normalise(word) || word, codes.split(' ')] as const)),
)

/** Codes of the currencies a word or sign may name; undefined for what names none. */
export function currenciesOf(word: string): readonly string[] | undefined {
  return codesOfWord.get(word)
}

const NUMBER = /^\p{Nd}/u

// A number before one of these counts or measures something other than money.
const UNITS = new Set(
  `gb tb mb kb gbit mbit gbps mbps bit bits byte bytes kg g gram grams gramm kilo kilos lb lbs oz ounce ounces inch inches in zoll pulgadas pouces
   cm mm m metre metres meter meters km ft foot feet yard yards mile miles l litre litres liter liters ml cl w watt watts kw kwh v volt volts va kva
   a amp amps ah mah hz khz mhz ghz dpi ppi ppm lumen lumens lm nits mp megapixel megapixels p k hour hours hrs h minute minutes min mins second
   seconds sec secs ms day days week weeks month months year years yr yrs age ages old people persons person personen personas personnes players
   users user pages page sheets sheet pieces piece pcs pc pack packs count ct port ports core cores channel channels bay bays slot slots button
   buttons key keys percent degrees degree db bar psi rpm btu calories kcal cup cups rooms room bedrooms seats seater doors door episodes seasons
   season parts part times x stunden minuten jahre jahren tage seiten blatt stück horas minutos años días hojas piezas heures jours ans feuilles
   pièces gigabyte gigabytes terabyte terabytes megabytes hp ps inches fps`
    .split(/\s+/)
    .map(normalise),
)

export function isUnit(word: string): boolean {
  return UNITS.has(word)
}

/** Whether the word is a number or begins with one, or is the unit behind one. */
export function isMeasure({ surface }: { surface: string }, before: { surface: string } | undefined): boolean {
  return NUMBER.test(surface) || (isUnit(surface) && before !== undefined && NUMBER.test(before.surface))
}
