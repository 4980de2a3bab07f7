import type { TestClock } from './clock.ts'
import { embedText } from './embed-text.ts'

// Workers AI's embedding models in memory. Limits: developers.cloudflare.com/workers-ai/platform/limits (3,000 embedding
// requests a minute) and 100 texts a call (cloudflare-docs#11316). Error texts: .../workers-ai/platform/errors, and for
// 4006 and 3040 what the API says in practice.
export type WorkersAiFault = 'capacity' | 'quota' | 'network' | 'local' | 'wrong-shape' | 'wrong-dimension' | 'too-few'

export type WorkersAiEmulatorOptions = {
  clock: TestClock
  models?: Record<string, { dimensions: number; maxTokens: number }>
}

const DEFAULT_MODELS = { '@cf/baai/bge-m3': { dimensions: 1024, maxTokens: 8192 }, '@cf/baai/bge-small-en-v1.5': { dimensions: 384, maxTokens: 512 } }
const FAULTS: Partial<Record<WorkersAiFault, string>> = {
  capacity: 'InferenceUpstreamError: 3040: Capacity temporarily exceeded, please try again.',
  quota:
    "AiError: 4006: you have used up your daily free allocation of 10,000 neurons, please upgrade to Cloudflare's Workers Paid plan if you would like to continue usage.",
  network: 'Network connection lost.',
  local: 'Binding AI needs to be run remotely',
}

export function createWorkersAiEmulator({ clock, models = DEFAULT_MODELS }: WorkersAiEmulatorOptions) {
  let fault: WorkersAiFault | null = null
  let recent: number[] = []
  const batches: number[] = []
  const inputs: unknown[] = []
  return {
    /** texts of each call so far */
    batches,
    inputs,
    setFault(next: WorkersAiFault | null): void {
      fault = next
    },
    async run(model: string, input: Record<string, unknown>): Promise<unknown> {
      inputs.push(input)
      const message = fault ? FAULTS[fault] : undefined
      if (message !== undefined) throw new Error(message)
      recent = recent.filter((at) => at > clock.now() - 60_000)
      if (recent.length >= 3000) throw new Error(FAULTS.capacity)
      recent.push(clock.now())
      const known = models[model]
      if (!known) throw new Error(`AiError: 5007: No such model ${model} or task`)
      const texts = readTexts(input, known.maxTokens)
      batches.push(texts.length)
      if (fault === 'wrong-shape') return { response: 'ok' }
      const dimensions = fault === 'wrong-dimension' ? known.dimensions / 2 : known.dimensions
      const data = texts.map((text) => embedText(text, dimensions)).slice(fault === 'too-few' ? 1 : 0)
      return { shape: [data.length, dimensions], data, pooling: input['pooling'] ?? 'mean' }
    },
  }
}

function readTexts(input: Record<string, unknown>, maxTokens: number): readonly string[] {
  const text = input['text']
  const texts = typeof text === 'string' ? [text] : text
  if (!Array.isArray(texts) || texts.some((item) => typeof item !== 'string')) throw new Error("AiError: 5006: must have required property 'text'")
  if (texts.length > 100) throw new Error('AiError: 5006: must NOT have more than 100 items')
  if (texts.some((item) => item === '')) throw new Error('AiError: 5006: must NOT have fewer than 1 characters')
  // a whole word is at least one token
  const long = texts.find((item: string) => item.split(/\s+/).length > maxTokens)
  if (long !== undefined) throw new Error('AiError: 3006: Request is too large')
  return texts as readonly string[]
}
