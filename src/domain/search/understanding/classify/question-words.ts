import { type Language, normalise } from '../../../../shared/text/index.ts'

/** How a language asks: what a question begins with, and what in it is about asking and not about the matter. */
export type QuestionWords = { openings: ReadonlySet<string>; fillers: ReadonlySet<string>; measures: ReadonlySet<string> }

const LISTS: Partial<Record<Language, { openings: string; fillers: string; measures: string }>> = {
  en: {
    openings: `how what whats why when where wheres which who whos whose can could do does did is are was were should would will has have tell explain
      please does am may`,
    fillers: `can could do does did is are was were should would will has have tell explain please know want need get find give show help anyone
      someone somebody something anything everyone people best good way ways thing things mean means meant kind kinds sort sorts type types
      called happen happens between many say use able possible whats wheres whos think thought there`,
    // "how long does it take", "how much"
    measures: 'long much many often far old take takes took cost costs',
  },
  es: {
    openings: 'qué cómo cuándo dónde cuál cuáles quién quiénes cuánto cuánta cuántos cuántas por puedo puede se hay es son debo',
    fillers: `qué cómo cuándo dónde cuál cuáles quién quiénes cuánto cuánta cuántos cuántas puedo puede pueden debo debe necesito quiero saber decir dime
      explica significa significan hay existe existen tengo hace hacer forma formas manera maneras mejor mejores es son sirve sirven favor`,
    measures: 'tiempo tarda dura cuesta',
  },
  de: {
    openings: 'was wie warum wieso weshalb wann wo wer welche welcher welches welchen wozu woher wohin wieviel wieviele kann darf ist sind gibt hat',
    fillers: `kann darf soll muss brauche brauch möchte will wissen weiß sagen erklär erkläre erklären bedeutet bedeuten heißt gibt geht mache macht machen bitte
      jemand wieso weshalb wer wozu woher wohin wieviel wieviele warum wann beste besten besser art arten finde finden`,
    measures: 'viel viele lange oft weit alt kostet kosten dauert',
  },
  fr: {
    openings: 'comment pourquoi quand où quel quelle quels quelles combien qui que quoi est puis peut dois faut',
    fillers: `comment pourquoi quand où quel quelle quels quelles combien qui quoi puis peut peux dois doit faut veux savoir dire dites expliquer
      signifie signifient existe meilleur meilleure meilleurs façon façons manière sert besoin quelqu`,
    measures: 'temps coûte dure',
  },
  ja: {
    openings: '',
    fillers: `は が を に で の と も か へ や から まで です ます でし ました だ である とは って という ください 教え 教えて 何 なに なん なぜ どう どうして
      どうやって いつ どこ 誰 だれ どれ どの どちら いくつ いくら する して し した い ある いる こと もの 方法 仕方 やり方 必要 て た な ね よ ん`,
    measures: '',
  },
}

const read = new Map<Language, QuestionWords | null>()

/** Surfaces, normalised; null for a language without lists. */
export function questionWords(language: Language): QuestionWords | null {
  const known = read.get(language)
  if (known !== undefined) return known
  const lists = LISTS[language]
  const words = lists ? { openings: readWords(lists.openings), fillers: readWords(lists.fillers), measures: readWords(lists.measures) } : null
  read.set(language, words)
  return words
}

function readWords(list: string): ReadonlySet<string> {
  return new Set(list.split(/\s+/).map(normalise).filter(Boolean))
}
