import { z } from 'zod'
import type { ResolvedDefinition } from '../../contracts/collection.ts'
import type { RankingState } from '../../contracts/ranking.ts'
import type { Collection, LexiconState, SemanticModel, StoredLexicon } from '../../domain/catalog/collection.ts'
import { LEXICON_FORMAT } from '../../domain/search/index.ts'
import type { Row } from './database.ts'

const int = z.number().int()
const collectionRow = z.object({
  id: int,
  tenant: z.string(),
  name: z.string(),
  definition: z.string(),
  generation: int,
  building: int.nullable(),
  building_definition: z.string().nullable(),
  index_format: int,
  data_version: int,
  config_version: int,
  vector_version: int,
  vector_set: int.nullable(),
  building_set: int.nullable(),
  model: z.string().nullable(),
  building_model: z.string().nullable(),
  relearn: int,
  changed_since_learnt: int,
  document_count: int,
  token_count: int,
  lexicon: z.string().nullable(),
  understanding_version: int,
  ranking: z.string().nullable(),
  job: z.string().nullable(),
  created_at: int,
  updated_at: int,
})

/**
 * The JSON columns were validated when they were written; they are cached by text so that equal definitions are the
 * same object (the compiled schema hangs on it).
 */
const parsed = new Map<string, unknown>()

function parseStored<T>(text: string): T {
  const known = parsed.get(text)
  if (known !== undefined) return known as T
  const value: unknown = JSON.parse(text)
  if (parsed.size > 500) parsed.clear()
  parsed.set(text, value)
  return value as T
}

export function readCollectionRow(row: Row): Collection {
  const data = collectionRow.parse(row)
  return {
    id: data.id,
    tenant: data.tenant,
    name: data.name,
    definition: parseStored<ResolvedDefinition>(data.definition),
    generation: data.generation,
    building: data.building,
    buildingDefinition: data.building_definition === null ? null : parseStored<ResolvedDefinition>(data.building_definition),
    indexFormat: data.index_format,
    dataVersion: data.data_version,
    configVersion: data.config_version,
    vectorVersion: data.vector_version,
    vectorSet: data.vector_set,
    buildingSet: data.building_set,
    model: data.model === null ? null : parseStored<SemanticModel>(data.model),
    buildingModel: data.building_model === null ? null : parseStored<SemanticModel>(data.building_model),
    relearn: data.relearn === 1,
    changes: data.changed_since_learnt,
    documentCount: data.document_count,
    tokenCount: data.token_count,
    lexicon: data.lexicon === null ? null : readLexicon(parseStored<StoredLexicon>(data.lexicon)),
    understandingVersion: data.understanding_version,
    ranking: data.ranking === null ? null : parseStored<RankingState>(data.ranking),
    job: data.job,
    createdAt: data.created_at,
    updatedAt: data.updated_at,
  }
}

function readLexicon({ format, ...lexicon }: StoredLexicon): LexiconState {
  return format === LEXICON_FORMAT ? lexicon : { ...lexicon, outdated: true }
}
