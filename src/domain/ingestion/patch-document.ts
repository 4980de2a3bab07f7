import type { DocumentResult, JsonObject, JsonValue } from '../../contracts/documents.ts'
import { AppError } from '../../contracts/errors.ts'
import { canonicalJson } from '../../shared/canonical-json.ts'
import type { Context } from '../../shared/context.ts'
import { hashText } from '../../shared/hash.ts'
import { getCollection, schemaOf } from '../catalog/index.ts'
import type { IngestionPorts } from './ports.ts'
import { findExcess, measureUpsert } from './measure-upsert.ts'
import { TOO_DEEP, isTooDeep, parseDocument } from './parse-document.ts'
import { prepareUpsert } from './write-documents.ts'

const MAX_ATTEMPTS = 6

/** RFC 7396: members replace, null removes, objects merge, everything else (lists too) is replaced whole. */
export function mergePatch(target: JsonValue | undefined, patch: JsonValue): JsonValue {
  if (patch === null || typeof patch !== 'object' || Array.isArray(patch)) return patch
  const merged: JsonObject = target !== null && typeof target === 'object' && !Array.isArray(target) ? { ...target } : {}
  for (const [name, value] of Object.entries(patch)) {
    if (name === '__proto__') continue
    if (value === null) delete merged[name]
    else merged[name] = mergePatch(merged[name], value)
  }
  return merged
}

/** Merges into the stored document; repeated when somebody else wrote it in between. */
export async function patchDocument(
  ports: IngestionPorts,
  ctx: Context,
  input: { collection: string; id: string; patch: JsonObject },
): Promise<{ dataVersion: number; result: DocumentResult }> {
  if (Object.hasOwn(input.patch, 'id') && String(input.patch['id']) !== input.id) throw new AppError('documents.id', 'A patch can not change the id.')
  if (isTooDeep(input.patch)) throw new AppError('documents.too_deep', TOO_DEEP)
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const collection = await getCollection(ports, ctx, { name: input.collection })
    const [stored] = await ports.documents.read(collection, [input.id])
    if (!stored) throw new AppError('documents.not_found', `There is no document "${input.id}".`)
    const parsed = parseDocument(schemaOf(collection.definition), { ...(mergePatch(stored.body, input.patch) as JsonObject), id: input.id })
    if (!parsed.ok) throw new AppError(parsed.code, parsed.message)
    const hash = await hashText(canonicalJson(parsed.body))
    if (hash === stored.hash) return { dataVersion: collection.dataVersion, result: { id: input.id, status: 'unchanged' } }
    const upsert = prepareUpsert(collection, { id: parsed.id, body: parsed.body, text: JSON.stringify(parsed.body) }, hash)
    const excess = findExcess(upsert, measureUpsert(upsert))
    if (excess) throw new AppError(excess.code, excess.message)
    const written = await ports.documents.upsert(collection, [{ ...upsert, expectedHash: stored.hash }], ctx.now())
    if (typeof written === 'number') {
      ctx.later(ports.waker.wake())
      return { dataVersion: written, result: { id: input.id, status: 'updated' } }
    }
  }
  throw new AppError('documents.conflict', `The document "${input.id}" kept changing.`)
}
