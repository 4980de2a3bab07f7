import { embedText } from './embed-text.ts'

// An OpenAI-compatible /embeddings endpoint as a fetch function (platform.openai.com/docs/api-reference/embeddings).
export type OpenAiFault =
  | 'rate-limit'
  | 'overloaded'
  | 'server-error'
  | 'malformed'
  | 'wrong-shape'
  | 'wrong-dimension'
  | 'bad-index'
  | 'slow'
  | 'unreachable'

export type OpenAiEmulatorOptions = {
  apiKey?: string
  model: string
  dimensions: number
  mostInputs?: number
  maxTokens?: number
  /** of 429 and 503 answers */
  retryAfter?: string
}

export function createOpenAiEmulator(options: OpenAiEmulatorOptions) {
  let fault: OpenAiFault | null = null
  let faulty = Infinity
  const requests: { url: string; batch: number; body: Record<string, unknown> }[] = []
  const answer = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init)
    const body = (await request.json()) as Record<string, unknown>
    const texts = Array.isArray(body['input']) ? (body['input'] as string[]) : [String(body['input'])]
    requests.push({ url: request.url, batch: texts.length, body })
    const active = faulty-- > 0 ? fault : null
    if (active === 'unreachable') throw new TypeError('fetch failed')
    // waits until the caller gives up
    if (active === 'slow')
      await new Promise((_, reject) =>
        init?.signal?.addEventListener('abort', () => reject(new DOMException('The operation was aborted', 'AbortError'))),
      )
    if (options.apiKey && request.headers.get('authorization') !== `Bearer ${options.apiKey}`)
      return problem(401, 'Incorrect API key provided: sk-wrong.')
    if (active === 'rate-limit' || active === 'overloaded') {
      return problem(
        active === 'rate-limit' ? 429 : 503,
        'Rate limit reached',
        options.retryAfter === undefined ? {} : { 'retry-after': options.retryAfter },
      )
    }
    if (active === 'server-error') return problem(500, 'The server had an error while processing your request')
    if (body['model'] !== options.model) return problem(404, `The model ${String(body['model'])} does not exist`)
    const mostInputs = options.mostInputs ?? 2048
    if (texts.length > mostInputs) return problem(400, `'input' array is too long: maximum ${mostInputs} items`)
    if (texts.some((text) => text === '')) return problem(400, "'$.input' is invalid: input cannot be an empty string")
    if (texts.some((text) => text.split(/\s+/).length > (options.maxTokens ?? 8192)))
      return problem(400, "This model's maximum context length is 8192 tokens")
    if (active === 'malformed') return new Response('<html>bad gateway</html>', { status: 200 })
    if (active === 'wrong-shape') return Response.json({ object: 'list' })
    const dimensions = active === 'wrong-dimension' ? options.dimensions / 2 : options.dimensions
    const data = texts.map((text, index) => ({
      object: 'embedding',
      index: active === 'bad-index' ? 0 : index,
      embedding: embedText(text, dimensions),
    }))
    // the order is told by index alone
    return Response.json({ object: 'list', data: data.reverse(), model: options.model })
  }
  return {
    requests,
    fetch: answer as typeof fetch,
    /** `calls`: how many calls the fault lasts; forever unless given. */
    setFault(next: OpenAiFault | null, calls = Infinity): void {
      fault = next
      faulty = calls
    },
  }
}

function problem(status: number, message: string, headers: Record<string, string> = {}): Response {
  return Response.json({ error: { message, type: 'invalid_request_error' } }, { status, headers })
}
