import type { ExplainResponse, ExplainStep } from '../../src/contracts/explain.ts'
import { searchRequest } from '../../src/contracts/search.ts'
import { explainDocument } from '../../src/domain/search/index.ts'
import type { Scope } from '../../src/shared/context.ts'
import type { Harness, SearchInput } from './search-harness.ts'
import { understandAs } from './understood.ts'

type Ports = Parameters<typeof explainDocument>[0]

/** Explains as a caller with these scopes sees it; `ports` replaces some of the real ones. */
export function createExplainer(
  harness: Harness,
  collection: string,
  { ports = {}, scopes = [] }: { ports?: Partial<Ports>; scopes?: Scope[] } = {},
) {
  return async (id: string, { alternatives, boosts, ...input }: SearchInput): Promise<ExplainResponse> => {
    const response = await explainDocument(
      { ...harness.search, readDocuments: harness.ingestion.documents.read, ...ports },
      harness.context('search', ...scopes),
      {
        collection,
        request: understandAs(searchRequest.parse({ ...input, page: 1 }), {
          ...(alternatives ? { alternatives } : {}),
          ...(boosts ? { boosts } : {}),
        }),
        id,
      },
    )
    await harness.settle()
    return response
  }
}

export function stepOf(response: ExplainResponse, name: ExplainStep['step']): ExplainStep {
  const step = response.steps.find((item) => item.step === name)
  if (step === undefined) throw new Error(`There is no step ${name}.`)
  return step
}
