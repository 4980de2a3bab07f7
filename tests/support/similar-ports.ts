import { createSimilarDocuments } from '../../src/adapters/d1/similar-documents.ts'
import { type SimilarRequest, type SimilarResponse, similarRequest } from '../../src/contracts/several.ts'
import { type SimilarPorts, findSimilar } from '../../src/domain/search/index.ts'
import type { Scope } from '../../src/shared/context.ts'
import type { Harness } from './search-harness.ts'

/** The real ports of similar documents over a harness; `ports` replaces some of them. */
export function createFinder(
  harness: Harness,
  collection: string,
  { ports = {}, scopes = [] }: { ports?: Partial<SimilarPorts>; scopes?: Scope[] } = {},
) {
  const similar: SimilarPorts = {
    ...harness.search,
    ...createSimilarDocuments(harness.db),
    readDocuments: harness.ingestion.documents.read,
    ...ports,
  }
  return async (input: Partial<SimilarRequest>): Promise<SimilarResponse> => {
    const response = await findSimilar(similar, harness.context('search', ...scopes), { collection, request: similarRequest.parse(input) })
    await harness.settle()
    return response
  }
}
