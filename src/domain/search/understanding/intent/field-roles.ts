import type { FieldDefinition, ResolvedDefinition } from '../../../../contracts/collection.ts'
import type { Chip } from '../../../../contracts/understanding.ts'
import { normalise } from '../../../../shared/text/index.ts'

/** What the name of a field of values says it holds. A person's field and keywords make chips of kind "value". */
export type ValueRole = Exclude<Chip['kind'], 'rating' | 'date' | 'price'> | 'person' | 'keyword'

const ROLES: readonly (readonly [ValueRole, string])[] = [
  ['brand', 'brand supplier manufacturer maker vendor marke hersteller marca fabricante marque fabricant'],
  ['category', 'category categorie genre department section type kategorie categoria genero rayon'],
  ['colour', 'colour color farbe couleur'],
  ['size', 'size grosse groesse talla tamano taille pointure'],
  ['material', 'material fabric stoff tela matiere'],
  ['person', 'director actor actress cast author writer artist performer composer creator regisseur autor realisateur auteur acteur'],
  ['keyword', 'tag keyword label topic schlagwort etiqueta motcle'],
]
const roleOfWord = new Map(ROLES.flatMap(([role, words]) => words.split(' ').map((word) => [word, role] as const)))

const NUMERIC: readonly (readonly ['price' | 'rating' | 'year', string])[] = [
  ['price', 'price cost preis precio prix'],
  ['rating', 'rating stars bewertung valoracion note'],
  ['year', 'year jahr ano annee'],
]
const numericOfWord = new Map(NUMERIC.flatMap(([role, words]) => words.split(' ').map((word) => [word, role] as const)))

/** "attr_t_productColours" -> attr, t, product, colours */
export function nameWords(name: string): string[] {
  return name
    .replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .split(/[^\p{L}\p{N}]+/u)
    .map(normalise)
    .filter((word) => word !== '')
}

/** By the last word of the name that says something: "product_colour" and "colourName" are colours. */
export function valueRole(name: string): ValueRole {
  for (const word of nameWords(name).toReversed()) {
    const role = roleOfWord.get(word) ?? roleOfWord.get(word.replace(/e?s$/, '')) ?? roleOfWord.get(word.replace(/ies$/, 'y').replace(/s$/, ''))
    if (role !== undefined) return role
  }
  return 'value'
}

export function chipKind(role: ValueRole): Chip['kind'] {
  return role === 'person' || role === 'keyword' ? 'value' : role
}

export type NumericField = { readonly name: string; readonly date: boolean }
export type NumericFields = { readonly price?: NumericField; readonly rating?: NumericField; readonly year?: NumericField }

/** The fields that prices, ratings and years of a query speak of; of several the one with a range facet, then the sortable one. */
export function numericFields(definition: ResolvedDefinition): NumericFields {
  const known = found.get(definition)
  if (known !== undefined) return known
  const best = new Map<string, { field: NumericField; rank: number }>()
  for (const field of definition.fields) {
    const role = numericRole(field)
    if (role === undefined) continue
    const date = field.type.startsWith('date')
    const rank = (field.facet === 'range' ? 4 : 0) + (field.sort === true ? 2 : 0) + (role === 'year' && !date ? 8 : 0)
    if (rank > (best.get(role)?.rank ?? -1)) best.set(role, { field: { name: field.name, date }, rank })
  }
  const fields = Object.fromEntries([...best].map(([role, { field }]) => [role, field])) as NumericFields
  found.set(definition, fields)
  return fields
}

const found = new WeakMap<ResolvedDefinition, NumericFields>()

/** The price, rating or year a field holds; undefined for other fields, hidden ones and patterns. Any date is a year. */
export function numericRole(field: FieldDefinition): 'price' | 'rating' | 'year' | undefined {
  if (field.hidden === true || field.name.endsWith('*')) return undefined
  if (field.type.startsWith('date')) return 'year'
  return field.type.startsWith('number') ? numericOfWord.get(nameWords(field.name).at(-1) ?? '') : undefined
}
