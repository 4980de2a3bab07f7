import { type Language, normalise } from '../../../../shared/text/index.ts'
import type { QueryToken } from '../query.ts'

/** Words that ask for a thing and name none: those that stand before it, and those that stand behind. */
const LISTS: Partial<Record<Language, { before: string; behind: string }>> = {
  en: {
    before: `looking searching search seeking need needed want wanted wanna show find give get buy buying purchase order shop shopping like prefer
      please where can could would do have sell recommend suggest recommendation recommendations suggestions im id`,
    behind: 'please',
  },
  es: {
    before: `busco buscar buscando buscamos quiero quisiera quería queremos necesito necesitamos comprar compro compra mostrar muestra muéstrame enséñame
      dame encontrar ver pedir recomienda recomiéndame dónde donde puedo tienen tienes`,
    behind: 'favor',
  },
  de: {
    before: `suche suchen brauche brauchen benötige möchte möchten will wollen zeig zeige zeigen finde finden kaufen kaufe bestellen bestelle hätte gern gerne
      bitte empfehlen empfiehl wo kann`,
    behind: 'kaufen bestellen gesucht bitte',
  },
  fr: {
    before: `cherche chercher cherchons recherche veux voudrais voudrions besoin acheter achat achète montre montrez trouver trouve voir commander
      recommandez où puis peux`,
    behind: 'plaît acheter',
  },
}

const read = new Map<Language, { before: ReadonlySet<string>; behind: ReadonlySet<string> }>()

/**
 * What is asked for: the query without the words at its beginning and at its end that only ask ("looking for a desk", "Schreibtisch kaufen"), all
 * of it where nothing else is left. In the middle such a word may be a thing or qualify one, and stays; so do words that were read as a value.
 */
export function withoutAsking(tokens: readonly QueryToken[], language: Language, isRead: (token: QueryToken) => boolean): readonly QueryToken[] {
  const { before, behind } = readLists(language)
  const isMatter = (token: QueryToken, words: ReadonlySet<string>): boolean => isRead(token) || (!token.stop && !words.has(token.surface))
  const from = tokens.findIndex((token) => isMatter(token, before))
  const last = tokens.findLastIndex((token) => isMatter(token, behind))
  return from === -1 || last < from ? tokens : tokens.slice(from, last + 1)
}

function readLists(language: Language): { before: ReadonlySet<string>; behind: ReadonlySet<string> } {
  const known = read.get(language)
  if (known) return known
  const words = (list = ''): ReadonlySet<string> => new Set(list.split(/\s+/).map(normalise).filter(Boolean))
  const lists = { before: words(LISTS[language]?.before), behind: words(LISTS[language]?.behind) }
  read.set(language, lists)
  return lists
}
