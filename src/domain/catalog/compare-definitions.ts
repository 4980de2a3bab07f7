import type { FieldDefinition, ResolvedDefinition } from '../../contracts/collection.ts'
import { canonicalJson } from '../../shared/canonical-json.ts'

/** What a change of definition invalidates. Facet kinds, sort and display are read at query time: they cost nothing. */
export type DefinitionChange = { equal: boolean; keyword: boolean; vectors: boolean }

export function compareDefinitions(before: ResolvedDefinition, after: ResolvedDefinition): DefinitionChange {
  const keyword = keywordPart(before) !== keywordPart(after)
  const vectors = vectorBasis(before) !== vectorBasis(after)
  return { equal: canonicalJson(before) === canonicalJson(after), keyword, vectors }
}

/** Everything of a definition that decides the texts of its vectors: sets with another basis hold other texts. */
export function vectorBasis(definition: ResolvedDefinition): string {
  return canonicalJson([keywordPart(definition), definition.vectors.map(vectorPart)])
}

function keywordPart(definition: ResolvedDefinition): string {
  const indexed = definition.fields.map(indexedPart).toSorted((left, right) => (left.name < right.name ? -1 : 1))
  return canonicalJson({ language: definition.language, dynamic: definition.dynamic, indexed })
}

/** What of a field decides the stored terms and values. */
function indexedPart(field: FieldDefinition): { name: string } & Record<string, unknown> {
  const hierarchical = field.facet === 'hierarchical' ? (field.separator ?? ' > ') : null
  return { name: field.name, type: field.type, search: field.search ?? null, hierarchical, hidden: field.hidden === true }
}

/** Whether bytes are kept decides what is stored, for good; high and medium store the same. */
function vectorPart({ name, fields, priority }: ResolvedDefinition['vectors'][number]): unknown {
  return { name, fields, bytes: priority !== 'low' }
}
