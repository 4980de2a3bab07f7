import type { JsonObject } from '../../../contracts/documents.ts'
import { MAX_COMPARED_QUERIES, type SetComparison } from '../../../contracts/vector-sets.ts'
import { type Collection, schemaOf, valueAt } from '../../catalog/index.ts'
import type { PopularQuery } from '../understanding/suggest/index.ts'

export type QuerySources = {
  popular(collection: Collection): Promise<readonly PopularQuery[]>
  /** documents from all over the collection, the same ones while it does not change */
  sampleDocuments(collection: Collection, count: number): Promise<readonly JsonObject[]>
}

/** Asked when nobody names any: enough for a mean, few enough to read. */
const QUERIES = 20
const LONGEST = 512

/** What is asked of both sets: the given queries, else what people search most, else titles of some documents. */
export async function chooseQueries(
  sources: QuerySources,
  collection: Collection,
  given: readonly string[] | undefined,
): Promise<{ source: SetComparison['source']; queries: readonly string[] }> {
  if (given) return { source: 'given', queries: [...new Set(given)].slice(0, MAX_COMPARED_QUERIES) }
  const popular = (await sources.popular(collection)).slice(0, QUERIES).map(({ query }) => query)
  if (popular.length > 0) return { source: 'popular', queries: popular }
  const field = findTitle(collection)
  if (field === undefined) return { source: 'titles', queries: [] }
  const titles = (await sources.sampleDocuments(collection, QUERIES)).map((body) => valueAt(body, field))
  const texts = titles.flatMap((title) => (typeof title === 'string' && title.trim() !== '' ? [title.trim().slice(0, LONGEST)] : []))
  return { source: 'titles', queries: [...new Set(texts)] }
}

/** The field that names a document: the one shown as its title, else its heaviest text; never a hidden one. */
function findTitle({ definition }: Collection): string | undefined {
  const schema = schemaOf(definition)
  const heaviest = definition.fields.find(({ search, hidden, name }) => search === 'a' && hidden !== true && !name.endsWith('*'))?.name
  return [definition.display.title, heaviest].find((name) => name !== undefined && schema.field(name)?.hidden !== true)
}
