import type { Token } from './analyse.ts'
import type { Language } from './languages.ts'
import { normalise } from './normalise.ts'

// Function words only: articles, pronouns, prepositions, conjunctions, auxiliaries, question words. Words that carry meaning in a shop or a
// library ("will", "may", "no", "against") are left out where they are as often a noun, a name or the point of the query.
const WORDS: Partial<Record<Language, string>> = {
  en: `a about after all also although am an and any are aren't as at be because been before being both but by can can't could couldn't did
    didn't do does doesn't doing don't during each either else ever every for from had hadn't has hasn't have haven't having he her here hers
    him his how however i i'd i'll i'm i've if in into is isn't it its itself just let me more most much my myself neither nor not of on
    once only or other our ours ourselves out over own quite rather really same shall she should shouldn't since so some such than that
    the their theirs them themselves then there these they they're they've this those though through thus to too toward towards until
    upon us very was wasn't we we're we've were weren't what whatever when where whether which while who whom whose why with within would
    wouldn't you you're you've your yours yourself`,
  es: `a al algo algún alguna algunas alguno algunos ante antes aquel aquella aquellas aquello aquellos aquí así aun aunque cada casi como con
    cual cuales cuando cuanto de del desde donde durante e el él ella ellas ello ellos en entre era eran es esa esas ese eso esos está están
    estaba estar este esta estas esto estos fue fueron ha han has hasta hay he la las le les lo los más me mi mis mientras mío mucho muy ni
    nos nosotros nuestra nuestro o os otra otras otro otros para pero poco por porque pues que qué quien quienes se sea según ser si sí sido
    sin sobre son soy su sus suyo también tan tanto te tener tiene tienen toda todas todo todos tu tus u un una unas uno unos usted ustedes
    vosotros y ya yo`,
  de: `aber alle allem allen aller alles als also am an andere anderen anderer anderes auch auf aus bei beim bin bis bist da dabei dadurch dafür
    damit dann daran darauf daraus darin das dass davon dazu dein deine dem den denen der deren des dessen dich die dies diese diesem diesen
    dieser dieses dir doch dort du durch ein eine einem einen einer eines er es etwas euch euer eure für gegen gewesen hab habe haben hat
    hatte hatten hier hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im in indem ins ist ja jede jedem jeden jeder jedes jene jener
    kann kein keine keinem keinen keiner können könnte man manche mein meine mich mir mit muss müssen nach nicht noch nun nur ob oder ohne
    sehr sein seine seinem seinen seiner selbst sich sie sind so solche soll sollte sondern sonst über um und uns unser unsere unter vom von
    vor war waren was weil welche welcher welches wenn wer werde werden wie wieder wir wird wo wurde wurden während zu zum zur zwar zwischen`,
  fr: `à afin ai ainsi alors après as au aucun aucune aujourd'hui auquel aussi autre autres aux auxquels avait avant avec avez avoir avons c ça
    car ce ceci cela celle celles celui ces cet cette ceux chaque chez ci comme comment d dans de depuis des donc dont du elle elles en encore
    entre es est et étaient était étant être eu eux fait faut il ils j je jusque l la là laquelle le lequel les lesquels leur leurs lors
    lui m ma mais me même mêmes mes moi mon n ne ni nos notre nous on ont ou où par parce pas pendant peu peut plus pour pourquoi près qu
    quand que quel quelle quelles quels qui quoi s sa sans se selon sera ses si soi soit son sont sous suis sur t ta te tes toi ton tous tout
    toute toutes très tu un une vers vos votre vous y`,
  it: `a ad agli ai al alla alle allo anche ancora avere avete avevo aveva abbiamo c che chi ci cioè coi col come con cosa così cui d da dagli dai
    dal dalla dalle dallo degli dei del della delle dello dentro di dopo dove e è ed era erano essere fa fino fra gli ha hai hanno ho i il in
    io l la le lei li lo loro lui ma me mentre mi mia mie miei mio molto ne né negli nei nel nella nelle nello noi non nostra nostro o ogni
    oltre ora per perché però più poi qual quale quali quando quanto quasi quella quelle quelli quello questa queste questi questo qui s sarà
    se sei si sia siamo sono sopra sotto sta stata stato su sua sue sugli sui sul sulla sulle sullo suo suoi tra tu tua tuo tutta tutte tutti
    tutto un una uno v vi voi vostra vostro`,
  pt: `à ao aos aquela aquelas aquele aqueles aquilo as às até cada com como da daquele das de dela delas dele deles depois desde dessa desse
    desta deste do dos e é ela elas ele eles em entre era eram essa essas esse esses esta está estão estar estas estava este estes eu foi
    foram há isso isto já la lhe lhes lo mais mas me meu meus mesmo minha minhas muito na nas não nem no nos nós nossa nosso num numa o onde
    os ou outra outras outro outros para pela pelas pelo pelos per por porque pouco qual quais quando quanto que quem se seja sem ser será
    seu seus si sido só sob sobre sua suas são também tão te tem têm tenho ter teu toda todas todo todos tu tua um uma umas uns você vocês vos a`,
  nl: `aan al alle alles als altijd andere ben bij daar dan dat de der deze die dit doch doen door dus een eens en er ge geen geweest had hadden heb
    hebben heeft hem hen het hier hij hoe hun ik in is ja je jij jou jouw jullie kan kon kunnen maar me meer men met mij mijn moet na naar
    niet nog nu of om omdat ons onze ook op over reeds te tegen toch toen tot u uit uw van veel voor waar waarom wanneer want waren was wat
    we wel welke werd wezen wie wij worden wordt zal ze zelf zich zij zijn zo zonder zou zouden`,
  sv: `alla allt än andra är att av bara bli blir blev då där de dem den denna deras dess dessa det detta dig din dina ditt du efter ej eller en
    ett era er från för genom ha hade han hans har hela henne hennes här hon honom hur i in inom inte ja jag kan kunde man med mellan men mig
    min mina mitt mot mycket när någon något några ni nu och också om oss på sedan sig sin sina sitt själv ska skall skulle som så till
    under upp ut utan vad var vara varför varit varje vart vem vi vid vilka vilken vilket vår våra vårt över`,
  // Particles and what ends a sentence, as the segmenter cuts them; not those that it also cuts out of words written in hiragana (も of もも).
  ja: 'は が を に で の と へ や など という です ます た て な この その あの これ それ あれ',
}

const sets = new Map<Language, ReadonlySet<string>>()

/** Function words of a language as surfaces (normalised, not stemmed); empty for languages without a list. */
export function stopWords(language: Language): ReadonlySet<string> {
  let set = sets.get(language)
  if (set === undefined) {
    set = new Set(
      (WORDS[language] ?? '')
        .split(/\s+/)
        .map(normalise)
        .filter((word) => word !== ''),
    )
    sets.set(language, set)
  }
  return set
}

/** The tokens of a QUERY that say what it is about: stop words dropped, unless nothing else is there ("to be or not to be"). */
export function contentTokens(tokens: readonly Token[], language: Language): readonly Token[] {
  const stop = stopWords(language)
  const content = tokens.filter((token) => !stop.has(token.surface))
  return content.length > 0 ? content : tokens
}
