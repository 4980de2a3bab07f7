import { setImmediate } from 'node:timers/promises'
import { z } from 'zod'
import { rankingDefinition, semanticStatus } from '../../src/contracts/collection.ts'
import { type ProfileDefinition, profileView, rankingView } from '../../src/contracts/ranking.ts'
import { ApiError, type Server, request } from '../lib/api.ts'
import { type Validation, crossValidate, decideShipping } from '../lib/learning/cross-validate.ts'
import type { JudgedQuery } from '../lib/learning/judged-query.ts'
import type { JudgmentList } from '../lib/learning/read-judgments.ts'
import { collectQuery } from './collect-query.ts'
import { planFormula, writeProfile } from './formula.ts'
import { LearningError } from './options.ts'

/** What a collection says of its weights and its vectors. */
const weighed = z.object({
  ranking: rankingDefinition.pick({ weights: true }).loose().optional(),
  semantic: semanticStatus.pick({ state: true, pendingVectors: true }),
})

export type LearningInput = {
  server: Server
  collection: string
  judgments: JudgmentList
  /** features to learn besides those that the served profile has */
  profile?: ProfileDefinition | undefined
  folds: number
  seed: number
  /** epoch milliseconds */
  now: number
  onProgress?: (done: number, of: number) => void
}

export type Learned = {
  collection: string
  /** the served profile as `name@version`, or `default` */
  served: string
  validation: Validation
  verdict: { ships: boolean; reason: string }
  profile: ProfileDefinition
  /** reason -> how many queries were left out for it */
  skipped: ReadonlyMap<string, number>
  /** queries whose first ten were worked out as they are served */
  agreeing: number
}

/** Asks every judged query, learns from what it finds, and judges what was learnt. Throws ApiError, or LearningError when there is too little. */
export async function learnRanking(input: LearningInput): Promise<Learned> {
  const { server, collection, judgments, profile: file, folds, seed, now, onProgress } = input
  const read = async (path: string): Promise<unknown> => (await request(server, 'GET', `/v1/collections/${collection}${path}`)).json()
  const definition = weighed.parse(await read(''))
  const { state, pendingVectors } = definition.semantic
  if (state === 'learning' || (state === 'ready' && pendingVectors > 0))
    throw new LearningError(
      'The collection is still being embedded: weights that were learnt now would not be those of later searches. Try again when its semantic search is ready.',
    )
  const { name, version } = rankingView.parse(await read('/ranking')).served
  const served = version === 0 ? {} : profileView.parse(await read(`/ranking/profiles/${name}?version=${version}`)).definition
  const formula = planFormula({ collection: definition.ranking?.weights, served, file })
  // searches round down to the hour as well
  const target = { server, collection, formula, now: now - (now % 3_600_000) }
  const queries: JudgedQuery[] = []
  const skipped = new Map<string, number>()
  let agreeing = 0
  for (const [at, [text, grades]] of [...judgments].entries()) {
    const collected = await refuseSoftly(collectQuery(target, text, grades))
    if ('skipped' in collected) skipped.set(collected.skipped, (skipped.get(collected.skipped) ?? 0) + 1)
    else {
      queries.push(collected.query)
      if (collected.agrees) agreeing++
    }
    onProgress?.(at + 1, judgments.size)
  }
  if (queries.length < 2)
    throw new LearningError(
      `There is too little to learn from: ${queries.length} of ${judgments.size} judged queries can be used${listReasons(skipped)}.`,
    )
  const validation = crossValidate(queries, formula.served, formula.names, { folds, seed, starts: formula.starts })
  await noticeClosedSockets()
  const same = JSON.stringify(validation.setting) === JSON.stringify(formula.served)
  return {
    collection,
    served: version === 0 ? name : `${name}@${version}`,
    validation,
    verdict: same ? { ships: false, reason: 'the served weights are the best that was found' } : decideShipping(validation),
    profile: writeProfile(formula, validation.setting),
    skipped,
    agreeing,
  }
}

/** Fitting lets nothing else run: a connection that was closed meanwhile has to be seen before the next request is sent over it. */
async function noticeClosedSockets(): Promise<void> {
  // closing is read between one turn's immediates and the next's
  await setImmediate()
  await setImmediate()
}

/** A query that the server refuses is left out; a server that refuses all of them says why. */
async function refuseSoftly<T>(work: Promise<T>): Promise<T | { skipped: string }> {
  try {
    return await work
  } catch (error) {
    if (error instanceof ApiError && error.status === 422) return { skipped: error.message }
    throw error
  }
}

export function listReasons(skipped: ReadonlyMap<string, number>): string {
  return skipped.size === 0 ? '' : ` (${[...skipped].map(([reason, count]) => `${count}: ${reason}`).join('; ')})`
}
