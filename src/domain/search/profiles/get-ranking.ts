import type { RankingView } from '../../../contracts/ranking.ts'
import type { Context } from '../../../shared/context.ts'
import { getCollection } from '../../catalog/index.ts'
import type { RankingPorts } from './ports.ts'
import { readState, viewState } from './ranking-state.ts'

/** Which profile serves a collection's searches, which one runs in its shadow, and what a rollback goes back to. */
export async function getRanking(ports: RankingPorts, ctx: Context, input: { collection: string }): Promise<RankingView> {
  const collection = await getCollection(ports, ctx, { name: input.collection })
  return viewState(readState(collection), collection.configVersion)
}
