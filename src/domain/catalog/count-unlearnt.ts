import type { Collection } from './collection.ts'

/** Documents written or removed since those of the served model were chosen; 0 without a model that was learnt from them. */
export function countUnlearnt({ model, changes }: Pick<Collection, 'model' | 'changes'>): number {
  return model === null || model.blob === null ? 0 : changes - (model.changes ?? 0)
}
