import type { VectorSpace } from '../../domain/embedding/vector-store.ts'
import { hashText } from '../../shared/hash.ts'

const encoder = new TextEncoder()

/** The namespace of a space: 16 bytes of a hash in hex, 32 characters of the 64 that Vectorize allows. */
export function toNamespace(space: VectorSpace): Promise<string> {
  return hashText(JSON.stringify([space.tenant, space.collection, space.vector, space.set]))
}

/** The id of a document's vector: base64url of SHA-256, 43 bytes of 64. Namespaces don't separate ids, so it names the space too. */
export async function toVectorId(space: VectorSpace, documentId: string): Promise<string> {
  const name = JSON.stringify([space.tenant, space.collection, space.vector, space.set, documentId])
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', encoder.encode(name)))
  return btoa(String.fromCharCode(...digest))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')
}
