import { AppError } from '../../../contracts/errors.ts'
import type { Rule, RulePreview, RulePreviewRequest, RulePreviewSide } from '../../../contracts/rules.ts'
import { searchRequest } from '../../../contracts/search.ts'
import type { Context } from '../../../shared/context.ts'
import type { Language } from '../../../shared/text/index.ts'
import { type Collection, getCollection } from '../../catalog/index.ts'
import type { SearchPorts } from '../ports.ts'
import { searchDocuments } from '../search-documents.ts'
import { readRules } from './check-rules.ts'
import { findConflicts } from './find-conflicts.ts'
import { compileRules } from './load-rules.ts'
import type { RulePorts } from './ports.ts'
import { readDate } from './read-rule.ts'

const SHOWN = 10

/**
 * What searches find with the live rules and with the draft, side by side; nothing is written, counted or kept. Throws
 * collections.not_found, rules.invalid for a bad `at`, and what searching throws.
 */
export async function previewRules(
  ports: RulePorts & { search: SearchPorts },
  ctx: Context,
  input: { collection: string; request: RulePreviewRequest },
): Promise<RulePreview> {
  const { queries, at } = input.request
  const collection = await getCollection(ports, ctx, { name: input.collection })
  const time = readTime(at) ?? ctx.now()
  const [draft, live] = [await ports.rules.list(collection.id, 'draft'), await ports.rules.list(collection.id, 'live')].map((stored) =>
    stored.map(({ rule }) => rule),
  )
  const sides = await Promise.all([live ?? [], draft ?? []].map((rules) => searchWith(ports.search, collection, rules)))
  const previewed: RulePreview['queries'] = []
  for (const given of queries) {
    const query = typeof given === 'string' ? { q: given } : given
    const request = searchRequest.parse({ ...query, perPage: SHOWN, fields: ['id'], highlight: false })
    const found: RulePreviewSide[] = []
    for (const searched of sides)
      found.push(presentSide(await searchDocuments(searched, { ...ctx, now: () => time }, { collection: input.collection, request })))
    const [left, right] = found
    if (left && right) previewed.push({ q: request.q, live: left, draft: right, ...compareSides(left, right) })
  }
  return { queries: previewed, conflicts: findConflicts(await readRules(collection, draft ?? []), collection.definition.language as Language) }
}

function readTime(at: string | undefined): number | null {
  const time = readDate(at)
  if (at === undefined || time !== null) return time
  const message = `"${at}" is no RFC 3339 date`
  throw new AppError('rules.invalid', `at: ${message}.`, [{ path: 'at', message, code: 'rules.invalid' }])
}

/** Searching with these rules in the place of the live ones, past every cache of results. */
async function searchWith(ports: SearchPorts, collection: Collection, rules: readonly Rule[]): Promise<SearchPorts> {
  const compiled = await compileRules(collection, rules)
  const withRules = (read: Collection): Collection => ({
    ...read,
    ranking: { profile: null, shadow: null, previous: [], ...read.ranking, rules: rules.length },
  })
  return {
    ...ports,
    rules: async (read) => (read.configVersion === collection.configVersion ? compiled : compileRules(read, rules)),
    collections: {
      ...ports.collections,
      async find(tenant, name) {
        const read = await ports.collections.find(tenant, name)
        return read && withRules(read)
      },
    },
    known: { get: () => withRules(collection), put: () => {} },
    results: { get: async () => null, latest: () => null, put: async () => {} },
    queryLog: null,
  }
}

function presentSide({ total, query, hits, appliedRules }: Awaited<ReturnType<typeof searchDocuments>>): RulePreviewSide {
  return { total, effective: query.effective, hits: hits.map(({ id, rank }) => ({ id, rank })), appliedRules }
}

function compareSides(live: RulePreviewSide, draft: RulePreviewSide): Pick<RulePreview['queries'][number], 'added' | 'removed' | 'moved'> {
  const ranks = new Map(live.hits.map(({ id, rank }) => [id, rank]))
  const shown = new Set(draft.hits.map(({ id }) => id))
  return {
    added: draft.hits.flatMap(({ id }) => (ranks.has(id) ? [] : [id])),
    removed: live.hits.flatMap(({ id }) => (shown.has(id) ? [] : [id])),
    moved: draft.hits.flatMap(({ id, rank }) => {
      const was = ranks.get(id)
      return was === undefined || was === rank ? [] : [{ id, live: was, draft: rank }]
    }),
  }
}
