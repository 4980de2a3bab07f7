import { z } from 'zod'
import { AppError } from '../../../contracts/errors.ts'
import { canonicalJson } from '../../../shared/canonical-json.ts'
import { hashText } from '../../../shared/hash.ts'

/**
 * The name of a federated list holds the names of the lists it was made of, so nothing more has to be kept, and a seal over
 * them and the weights: the same names under other weights are another list. Names are hashes of the searches' requests and
 * versions, so equal ids mean equal lists.
 */
const named = z.tuple([z.literal('federated'), z.string().length(24), z.array(z.string().max(64)).max(20)])

export async function nameFederation(ids: readonly string[], weights: readonly number[]): Promise<string> {
  return encode(JSON.stringify(['federated', await seal(ids, weights), ids]))
}

/**
 * The lists' own names, or null when the id is of another federation (other weights, another number of searches).
 * Throws request.invalid for what no answer has given out.
 */
export async function readFederation(id: string, weights: readonly number[]): Promise<readonly string[] | null> {
  const parsed = named.safeParse(decode(id))
  if (!parsed.success)
    throw new AppError('request.invalid', 'federate.resultSetId is not the resultSetId of an earlier answer.', [
      { path: 'federate.resultSetId', message: 'send resultSetId of page 1, or leave it out' },
    ])
  const [, sealed, ids] = parsed.data
  return ids.length === weights.length && sealed === (await seal(ids, weights)) ? ids : null
}

function seal(ids: readonly string[], weights: readonly number[]): Promise<string> {
  return hashText(canonicalJson({ ids, weights }), 12)
}

function encode(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

function decode(id: string): unknown {
  try {
    const bytes = Uint8Array.from(atob(id.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0))
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)) as unknown
  } catch {
    return null
  }
}
