import type { ResolvedDefinition } from '../../../../contracts/collection.ts'
import type { Chip } from '../../../../contracts/understanding.ts'
import type { Language } from '../../../../shared/text/index.ts'
import { schemaOf } from '../../../catalog/index.ts'
import type { QueryToken } from '../query.ts'
import { withoutAsking } from './asking-words.ts'
import { isMeasure } from './measures.ts'

const languages = (tags: string): ReadonlySet<string> => new Set(tags.split(' '))
/** A noun stands behind the nouns that qualify it: in "laptop bag" the bag is looked for. */
const HEAD_LAST = languages('en de nl da sv nb nn no is fi et hu tr ja zh ko hi ta hy')
/** A noun stands before what qualifies it: "funda portátil". In languages of neither list both are looked at. */
const HEAD_FIRST = languages('es fr it pt ca ro ga ar he id ms vi th km lo')
/** Kinds of chips that say how a thing should be and never what it is; of a material or a keyword words can't tell: "bed linen". */
const QUALITIES: ReadonlySet<Chip['kind']> = new Set(['brand', 'colour', 'size', 'price', 'rating', 'date'])

type Reading = { tokens: readonly QueryToken[]; language: Language; definition: ResolvedDefinition }

/**
 * Ids of the chips that say what is looked for: boosts of a hierarchical facet, a taxonomy, whose words are the head of what the query
 * says. Not where they only qualify another noun ("laptop bag") or come after one ("pillow for a bed"). Of several none is preferred
 * ("sofa bed", "desk lamp"): each may be what is meant. Words that only ask ("looking for") are passed over.
 */
export function findSought(chips: readonly Chip[], { tokens: all, language, definition }: Reading): string[] {
  const read = chips.filter(({ applied }) => applied !== 'none')
  const categories = read.filter(({ applied, field }) => applied === 'boost' && schemaOf(definition).field(field)?.facet === 'hierarchical')
  const find = (token: QueryToken, among: readonly Chip[]): Chip | undefined => among.find(({ span }) => token.start < span[1] && span[0] < token.end)
  const tokens = withoutAsking(all, language, (token) => find(token, read) !== undefined)
  const isNoun = (token: QueryToken): boolean => {
    if (isMeasure(token, tokens[tokens.indexOf(token) - 1])) return false
    const chip = find(token, read)
    return chip === undefined || (!categories.includes(chip) && !QUALITIES.has(chip.kind))
  }
  return categories.flatMap((category) => {
    const from = tokens.findIndex((token) => find(token, [category]))
    const behind = tokens.slice(from).filter((token) => !find(token, [category]))
    const before = tokens.slice(0, from).toReversed()
    const near = untilStop(before)
    const qualifies = (HEAD_FIRST.has(language) ? [] : untilStop(behind)).some(isNoun) || (HEAD_LAST.has(language) ? [] : near).some(isNoun)
    const follows = before.slice(near.length).some((token) => !token.stop && find(token, read) === undefined)
    return qualifies || follows ? [] : [category.id]
  })
}

function untilStop(run: readonly QueryToken[]): readonly QueryToken[] {
  const end = run.findIndex(({ stop }) => stop)
  return end === -1 ? run : run.slice(0, end)
}
