import type { CollectionView, ResolvedDefinition } from '../../contracts/collection.ts'
import { AppError } from '../../contracts/errors.ts'
import type { Context } from '../../shared/context.ts'
import type { Collection } from './collection.ts'
import { countUnlearnt } from './count-unlearnt.ts'
import type { CatalogPorts } from './ports.ts'

/** The collection a name or alias means. Throws collections.not_found. */
export async function getCollection(ports: Pick<CatalogPorts, 'collections'>, ctx: Context, input: { name: string }): Promise<Collection> {
  const collection = await ports.collections.find(ctx.tenant, input.name)
  if (!collection) throw new AppError('collections.not_found', `There is no collection or alias "${input.name}".`)
  return collection
}

export async function listCollections(
  ports: CatalogPorts,
  ctx: Context,
  input: { limit: number; after: string | null },
): Promise<{ items: readonly Collection[]; next: string | null }> {
  const found = await ports.collections.list(ctx.tenant, input.limit + 1, input.after)
  const items = found.slice(0, input.limit)
  return { items, next: found.length > input.limit ? (items.at(-1)?.name ?? null) : null }
}

/** What a caller sees of a collection; hidden fields only with documents:readHidden. */
export async function viewCollection(ports: CatalogPorts, ctx: Context, input: { collection: Collection }): Promise<CollectionView> {
  const { collection } = input
  const { definition } = collection
  const showHidden = ctx.scopes.has('documents:readHidden')
  const state = semanticState(collection)
  return {
    name: collection.name,
    ...definition,
    ...(showHidden ? {} : withoutHidden(definition)),
    dataVersion: collection.dataVersion,
    configVersion: collection.configVersion,
    documents: collection.documentCount,
    semantic: {
      state,
      model: collection.model?.name ?? null,
      pendingVectors: state === 'none' ? 0 : await ports.collections.pendingVectors(collection),
      unlearntChanges: countUnlearnt(collection),
    },
    lexicon: { state: lexiconState(collection), documents: collection.lexicon?.documents ?? 0 },
    job: collection.job,
    createdAt: new Date(collection.createdAt).toISOString(),
    updatedAt: new Date(collection.updatedAt).toISOString(),
  }
}

/** none: nothing to learn from; learning: the first set is not ready; stale: answers, but a newer set is being built. */
function semanticState(collection: Collection): CollectionView['semantic']['state'] {
  if (collection.definition.vectors.length === 0) return 'none'
  if (collection.vectorSet === null) return collection.documentCount === 0 ? 'none' : 'learning'
  return collection.buildingSet === null || collection.buildingModel?.ready === true ? 'ready' : 'stale'
}

/** none: its words were never gathered; stale: documents have changed since, or other code has gathered them. */
function lexiconState({ lexicon, dataVersion, generation }: Collection): CollectionView['lexicon']['state'] {
  if (lexicon === null) return 'none'
  return lexicon.outdated !== true && lexicon.dataVersion === dataVersion && lexicon.generation === generation ? 'ready' : 'stale'
}

/** A definition that does not name hidden fields anywhere. */
function withoutHidden(definition: ResolvedDefinition): Pick<ResolvedDefinition, 'fields' | 'vectors' | 'display'> {
  const hidden = new Set(definition.fields.flatMap((field) => (field.hidden === true ? [field.name] : [])))
  return {
    fields: definition.fields.filter((field) => field.hidden !== true),
    vectors: definition.vectors.map((vector) => ({ ...vector, fields: vector.fields.filter((name) => !hidden.has(name)) })),
    display: Object.fromEntries(Object.entries(definition.display).filter(([, name]) => name === undefined || !hidden.has(name))),
  }
}
