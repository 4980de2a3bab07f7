import type { Collection } from '../../src/domain/catalog/index.ts'
import { bindFilter } from '../../src/domain/search/index.ts'
import type * as planning from '../../src/domain/search/plan-search.ts'
import type { Alternative } from '../../src/domain/search/understanding/query.ts'

/** What a test wants to have been understood of a query, whatever the rules would say: forms by the term they stand beside, and boosts. */
export type Understood = {
  alternatives?: Readonly<Record<string, readonly Alternative[]>>
  boosts?: readonly { filter: string; weight: number }[]
}

const understood = new WeakMap<object, Understood>()

/** The request that the harness hands on; `amendPlans` finds again what belongs to it. */
export function understandAs<Request extends object>(request: Request, wanted: Understood): Request {
  understood.set(request, wanted)
  return request
}

/** The planning module with plans that understand what a test wanted; for vi.mock. */
export function amendPlans(original: typeof planning): typeof planning {
  return {
    ...original,
    async planSearch(ports, ctx, collection, request) {
      const plan = await original.planSearch(ports, ctx, collection, request)
      const { alternatives = {}, boosts = [] } = understood.get(request) ?? {}
      const terms = plan.query.terms.map((clause) => {
        const forms = Object.hasOwn(alternatives, clause.term) ? (alternatives[clause.term] ?? []) : []
        return forms.length === 0 ? clause : { ...clause, alternatives: forms }
      })
      return {
        ...plan,
        query: { ...plan.query, terms },
        boosts: await Promise.all(boosts.map(async ({ filter, weight }) => ({ filter: await bind(collection, filter, ports), weight }))),
        requestHash: `${plan.requestHash}${JSON.stringify([alternatives, boosts])}`,
      }
    },
  }
}

function bind(collection: Collection, filter: string, ports: Parameters<typeof planning.planSearch>[0]): ReturnType<typeof bindFilter> {
  return bindFilter(collection, filter, 'filter', true, ports.index.fieldIds)
}
