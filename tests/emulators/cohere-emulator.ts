import { countWords, scorePair, scorePairBounded } from './score-pair.ts'

// Rerank endpoints of Cohere's shape as a fetch function, in the dialects that differ: docs.cohere.com/reference/rerank,
// docs.voyageai.com/reference/reranker-api, huggingface.github.io/text-embeddings-inference, llama.cpp's server.
export type CohereDialect = 'cohere' | 'voyage' | 'tei' | 'llama'
export type CohereFault =
  | 'rate-limit'
  | 'overloaded'
  | 'server-error'
  | 'malformed'
  | 'wrong-shape'
  | 'too-few'
  | 'bad-index'
  | 'slow'
  | 'unreachable'

export type CohereEmulatorOptions = { dialect?: CohereDialect; apiKey?: string; model?: string }

const MOST_TEXTS: Record<CohereDialect, number> = { cohere: 10_000, voyage: 1000, tei: 32, llama: 10_000 }
const FAILURES: Partial<Record<CohereFault, number>> = { 'rate-limit': 429, overloaded: 503, 'server-error': 500 }
const MEMBERS: Record<CohereDialect, readonly string[]> = {
  cohere: ['model', 'query', 'documents', 'top_n', 'max_tokens_per_doc', 'priority'],
  voyage: ['model', 'query', 'documents', 'top_k', 'return_documents', 'truncation'],
  tei: ['query', 'texts', 'raw_scores', 'return_text', 'truncate', 'truncation_direction'],
  llama: ['model', 'query', 'documents', 'top_n'],
}

export function createCohereEmulator({ dialect = 'cohere', apiKey, model = 'rerank-v3.5' }: CohereEmulatorOptions = {}) {
  let fault: CohereFault | null = null
  const requests: { url: string; batch: number; body: Record<string, unknown> }[] = []
  const answer = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init)
    const body = (await request.json()) as Record<string, unknown>
    const texts = (dialect === 'tei' ? body['texts'] : body['documents']) as readonly string[] | undefined
    requests.push({ url: request.url, batch: texts?.length ?? 0, body })
    if (fault === 'unreachable') throw new TypeError('fetch failed')
    if (fault === 'slow') await untilAborted(init?.signal)
    if (apiKey && request.headers.get('authorization') !== `Bearer ${apiKey}`) return problem(401, 'invalid api token: co-wrong')
    const status = fault ? FAILURES[fault] : undefined
    if (status !== undefined) return problem(status, 'the server said something')
    const refusal = refuse(dialect, model, body, texts)
    if (refusal || !texts) return refusal ?? problem(400, 'no documents')
    if (fault === 'malformed') return new Response('<html>bad gateway</html>', { status: 200 })
    if (fault === 'wrong-shape') return Response.json({ results: 'ok' })
    const scores = texts.map((text) => (dialect === 'llama' ? scorePair : scorePairBounded)(String(body['query']), text))
    const ranked = scores
      .map((score, at) => ({ index: fault === 'bad-index' ? at + 1 : at, score }))
      .sort((left, right) => right.score - left.score)
      .slice(0, fault === 'too-few' ? 1 : texts.length)
    return Response.json(toReply(dialect, ranked))
  }
  return {
    requests,
    fetch: answer as typeof fetch,
    setFault(next: CohereFault | null): void {
      fault = next
    },
  }
}

function refuse(dialect: CohereDialect, model: string, body: Record<string, unknown>, texts: readonly string[] | undefined): Response | null {
  const unknown = Object.keys(body).find((name) => !MEMBERS[dialect].includes(name))
  if (unknown !== undefined) return problem(dialect === 'tei' ? 422 : 400, `unknown member ${unknown}`)
  if (dialect !== 'tei' && body['model'] !== model) return problem(404, `model '${String(body['model'])}' not found`)
  if (typeof body['query'] !== 'string' || body['query'] === '') return problem(400, 'query must not be empty')
  if (!texts || texts.length === 0 || texts.some((text) => text === '')) return problem(400, 'documents must not be empty')
  if (texts.length > MOST_TEXTS[dialect]) return problem(422, `batch size ${texts.length} > maximum allowed batch size ${MOST_TEXTS[dialect]}`)
  const long = texts.some((text) => countWords(text) + countWords(String(body['query'])) > 512)
  return long && body['truncate'] !== true ? problem(413, 'inputs must have less than 512 tokens') : null
}

function toReply(dialect: CohereDialect, ranked: readonly { index: number; score: number }[]): unknown {
  if (dialect === 'tei') return ranked
  const results = ranked.map(({ index, score }) => ({ index, relevance_score: score }))
  return dialect === 'voyage' ? { object: 'list', data: results } : { id: 'r-1', results, meta: {} }
}

/** Waits until the caller gives up. */
function untilAborted(signal: AbortSignal | null | undefined): Promise<never> {
  return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(new DOMException('The operation was aborted', 'AbortError'))))
}

function problem(status: number, message: string): Response {
  return Response.json({ message }, { status })
}
