import type { TestClock } from './clock.ts'
import { countWords, scorePair, scorePairBounded } from './score-pair.ts'

// Workers AI's bge-reranker-base in memory (developers.cloudflare.com/workers-ai/models/bge-reranker-base). Limits: 512 tokens of query
// and text, texts of at least one character, 2,000 text classifications a minute (.../platform/limits). The number of texts a call is
// not documented for it: refused above 100, as by its sister models. What it returns without top_k is not documented either: here a few.
export type RerankFault = 'capacity' | 'quota' | 'local' | 'wrong-shape' | 'too-few' | 'bad-index' | 'not-a-number' | 'slow'

const MODEL = '@cf/baai/bge-reranker-base'
const FAULTS: Partial<Record<RerankFault, string>> = {
  capacity: 'InferenceUpstreamError: 3040: Capacity temporarily exceeded, please try again.',
  quota: 'AiError: 4006: you have used up your daily free allocation of 10,000 neurons',
  local: 'Binding AI needs to be run remotely',
}

export function createWorkersAiRerankerEmulator({ clock, logits = false }: { clock: TestClock; logits?: boolean }) {
  let fault: RerankFault | null = null
  let recent: number[] = []
  const batches: number[] = []
  return {
    /** texts of each call so far */
    batches,
    setFault(next: RerankFault | null): void {
      fault = next
    },
    async run(model: string, input: Record<string, unknown>): Promise<unknown> {
      const message = fault ? FAULTS[fault] : undefined
      if (message !== undefined) throw new Error(message)
      // never answers, and does not look at a signal either
      if (fault === 'slow') await new Promise(() => {})
      recent = recent.filter((at) => at > clock.now() - 60_000)
      if (recent.length >= 2000) throw new Error(FAULTS.capacity)
      recent.push(clock.now())
      if (model !== MODEL) throw new Error(`AiError: 5007: No such model ${model} or task`)
      const { query, texts, top } = readPairs(input)
      batches.push(texts.length)
      if (fault === 'wrong-shape') return { data: [] }
      const score = logits ? scorePair : scorePairBounded
      const response = texts
        .map((text, at) => ({ id: fault === 'bad-index' ? at + 1 : at, score: fault === 'not-a-number' ? Number.NaN : score(query, text) }))
        .sort((left, right) => right.score - left.score)
        .slice(0, fault === 'too-few' ? 1 : top)
      return { response }
    },
  }
}

function readPairs({ query, contexts, top_k: top = 3 }: Record<string, unknown>): { query: string; texts: readonly string[]; top: number } {
  if (typeof query !== 'string' || query === '') throw new Error("AiError: 5006: must have required property 'query'")
  if (!Array.isArray(contexts) || contexts.length === 0) throw new Error("AiError: 5006: must have required property 'contexts'")
  if (contexts.length > 100) throw new Error('AiError: 5006: must NOT have more than 100 items')
  if (typeof top !== 'number' || top < 1) throw new Error('AiError: 5006: must be >= 1')
  const texts = contexts.map((context: { text?: unknown }) => context.text)
  if (texts.some((text) => typeof text !== 'string' || text === '')) throw new Error('AiError: 5006: must NOT have fewer than 1 characters')
  const strings = texts as readonly string[]
  if (strings.some((text) => countWords(query) + countWords(text) + 4 > 512)) throw new Error('AiError: 3006: Request is too large')
  return { query, texts: strings, top }
}
