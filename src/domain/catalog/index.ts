import type { CollectionStore, Waker } from './ports.ts'

/** The room `catalog`: collections, their schemas and aliases. */
export type CatalogPorts = { collections: CollectionStore; waker: Waker }

export type { Collection, SemanticModel } from './collection.ts'
export type { CollectionStore, NewJob, Waker } from './ports.ts'
export { type Schema, CLASS_WEIGHTS, DEFAULT_SEPARATOR, WEIGHT_CLASSES, expandHierarchy, schemaOf, valueAt } from './schema.ts'
export { type IfMatch, putCollection } from './put-collection.ts'
export { getCollection, listCollections, viewCollection } from './read-collections.ts'
export { deleteCollection } from './delete-collection.ts'
export { deleteAlias, listAliases, putAlias } from './aliases.ts'
export { assignSlots } from './assign-slots.ts'
export { hideFields } from './hide-fields.ts'
