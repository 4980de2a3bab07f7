import { AppError } from '../../../../contracts/errors.ts'
import { MAX_SUGGEST_LENGTH, type SuggestResponse } from '../../../../contracts/suggest.ts'
import type { Context } from '../../../../shared/context.ts'
import type { Language } from '../../../../shared/text/index.ts'
import { Stopwatch } from '../../stopwatch.ts'
import type { SuggestPorts } from './ports.ts'
import { suggestQueries } from './suggest-queries.ts'

export type SuggestInput = { collection: string; q: string; limit: number; category?: string | undefined }

/** Completions of what is being typed; an empty list with ready: false until the words have been gathered. Throws collections.not_found. */
export async function suggest(ports: SuggestPorts, ctx: Context, input: SuggestInput): Promise<SuggestResponse> {
  const watch = new Stopwatch(ctx.timer)
  const collection = await watch.d1(ports.collections.find(ctx.tenant, input.collection))
  if (!collection) throw new AppError('collections.not_found', `There is no collection or alias "${input.collection}".`)
  const q = input.q.slice(0, MAX_SUGGEST_LENGTH).toWellFormed()
  // the row just read says which version of the rules counts: a word is blocked from the first request after the write
  // suggestions only help: while they can not be read there are none, nor while it is not known what is blocked
  const [completions, words] = await Promise.all([ports.completions(collection).catch(() => null), ports.words(collection).catch(() => null)])
  const found = words && completions
  const language = collection.definition.language as Language
  const { limit, category } = input
  return {
    queryId: ctx.newId(),
    collection: collection.name,
    q,
    ready: found !== null,
    suggestions: found ? suggestQueries({ completions: found, prefix: q, language, limit, category, isBlocked: words.isBlocked }) : [],
    timings: watch.read(),
  }
}
