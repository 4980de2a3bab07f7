import { type Language, normalise, stopWords } from '../../../../shared/text/index.ts'

/** What tells the languages in Latin letters apart: letters few others have, runs of letters, and words. */
type Signs = { letters: string; runs: string; words: string }

/** `words` are added to the stop words of src/shared/text; languages without those have only these. */
const SIGNS: Partial<Record<Language, Signs>> = {
  en: {
    letters: '',
    runs: 'wh th ght ing tion sh ck oo ee',
    words: `the and for with from how what why where under best buy cheap new without near you your can do does make without women men kids size
      door no me air per in on at`,
  },
  es: {
    letters: 'ñ¿¡áéíóú',
    runs: 'ción ones illo illa eza ador ante que ll rr dad',
    words: 'mejor barato baratos comprar precio sin hombre mujer niños cómo cuánto',
  },
  de: {
    letters: 'ßäöü',
    runs: 'sch ung lich keit cht tz ck ei ie pf',
    words: 'günstig kaufen damen herren kinder klein groß beste wie gut neu ohne',
  },
  fr: {
    letters: 'çèêëîïôûùœâé',
    runs: 'eau eux tion ment eille ette oir aux qu ais ou',
    words: 'pas cher acheter prix meilleur femme homme enfant comment quelle',
  },
  it: {
    letters: 'àèìòù',
    runs: 'zione gli ezza ggi cch ella ino ina tto tta sci',
    words: 'migliore prezzo comprare uomo donna bambini economico economici senza scarpe',
  },
  pt: {
    letters: 'ãõçáâêéíóú',
    runs: 'ção ções nh lh agem eira eiro mente ão ões',
    words: 'melhor barato comprar preço homem mulher criança como sem',
  },
  nl: {
    letters: 'ë',
    runs: 'ij aa oo ee uu sch cht oe ui lijk heid tje',
    words: 'kopen goedkoop goedkope beste dames heren kinderen hoe zonder',
  },
  sv: {
    letters: 'åäö',
    runs: 'ning sk tt ll för ör ande ck sj',
    words: 'köpa billig billiga bästa dam herr barn hur vad utan',
  },
  da: {
    letters: 'åæø',
    runs: 'hed lig ning sk ud af gt',
    words:
      'og i jeg det at en den til er som på de med han af for ikke der var mig et har om vi hvad hvordan bedste billig køb uden gør kvinder mænd børn',
  },
  nb: {
    letters: 'åæø',
    runs: 'het lig ning sk kj ei',
    words:
      'og i jeg det at en den til er som på de med han av for ikke der var meg et har om vi hva hvordan beste billig kjøp uten gjør kvinner menn',
  },
  fi: {
    letters: 'äö',
    runs: 'ssa ssä lla llä sta stä aa ää ii uu kk nen',
    words: 'ja on ei se että hän oli mikä miten kuin mutta niin joka halpa paras ilman',
  },
  pl: {
    letters: 'ąćęłńśźż',
    runs: 'cz sz rz dz owa nie ów',
    words: 'i w na z do nie się jest to że jak co dla od przez przy oraz czy tani najlepszy kupić bez',
  },
  cs: { letters: 'ěščřžýůťď', runs: 'ov st ní ch', words: 'a v na se je že s z do pro jak co který nebo ale nejlepší levný koupit bez' },
  hu: { letters: 'őűáéöü', runs: 'sz gy cs ek ok nak nek', words: 'a az és hogy nem is egy van ez de ha mi hogyan olcsó legjobb nélkül' },
  ro: { letters: 'ășțâî', runs: 'ul lor ește ție', words: 'și în de la cu pe nu este un o care cum ce pentru din mai ieftin cel fără' },
  tr: { letters: 'şğıİçöü', runs: 'lar ler lik lık mak mek', words: 've bir bu için ile ne nasıl en çok ucuz iyi olan mi daha gibi' },
  id: { letters: '', runs: 'ng ny ah an', words: 'yang dan di ke dari untuk dengan apa cara ini itu adalah tidak pada murah terbaik' },
  vi: { letters: 'ơưđăạảấầẩậắằặẹẻếềểệọỏốồổộớờởợụủứừửựỳỵỷ', runs: 'nh ng', words: 'và của là có cho không các với một giá' },
}

export type LatinSigns = { language: Language; letters: ReadonlySet<string>; runs: readonly string[]; words: ReadonlySet<string> }

const read = Object.entries(SIGNS).map(([name, { letters, runs, words }]): LatinSigns => {
  const language = name as Language
  return {
    language,
    letters: new Set(letters),
    runs: runs.split(' '),
    words: new Set([...stopWords(language), ...words.split(/\s+/).map(normalise)].filter(Boolean)),
  }
})

/** In how many of the languages a letter or a word is: what is in all of them tells nothing. */
const shared = new Map<string, number>()
for (const { letters, words } of read) for (const sign of [...letters, ...words]) shared.set(sign, (shared.get(sign) ?? 0) + 1)

export const LATIN_SIGNS: readonly LatinSigns[] = read
export const shareOf = (sign: string): number => 1 / (shared.get(sign) ?? 1)
