import { compareBytes } from '../../../shared/compare.ts'

/** k of reciprocal rank fusion (Cormack, Clarke and Büttcher 2009): how little the first places of a list count more than the next. */
export const RANK_CONSTANT = 60

/** One search's list as it is federated: the ids of its first hits in order; null where a hit has no id any more. */
export type FederatedList = { collection: string; weight: number; ids: readonly (string | null)[] }

export type Contribution = { search: number; rank: number; weight: number; contribution: number }

export type FederatedEntry = {
  collection: string
  id: string
  /** the sum of the contributions */
  score: number
  /** the largest contribution: the list that the hit is shown from */
  primary: Contribution
  /** one a search that has the document, in the order of the searches */
  contributions: readonly Contribution[]
}

/**
 * One order over several lists: a document scores weight / (k + rank) in every list it is in, and is one entry however many
 * lists of its collection hold it. Total order: score, weight, position of the search, rank, id by bytes
 * (docs/decisions/0006-federated-order.md). Pure; equal lists give equal orders.
 */
export function federateOrders(lists: readonly FederatedList[]): FederatedEntry[] {
  const collections = new Map<string, Map<string, Contribution[]>>()
  lists.forEach(({ collection, weight, ids }, search) => {
    const documents = collections.get(collection) ?? new Map<string, Contribution[]>()
    collections.set(collection, documents)
    ids.forEach((id, at) => {
      if (id === null) return
      const rank = at + 1
      const contribution = { search, rank, weight, contribution: weight / (RANK_CONSTANT + rank) }
      const known = documents.get(id)
      if (known) known.push(contribution)
      else documents.set(id, [contribution])
    })
  })
  const entries = [...collections].flatMap(([collection, documents]) =>
    [...documents].map(([id, contributions]) => makeEntry(collection, id, contributions)),
  )
  return entries.sort(compareEntries)
}

function makeEntry(collection: string, id: string, contributions: readonly Contribution[]): FederatedEntry {
  const [first, ...others] = contributions as [Contribution, ...Contribution[]]
  const primary = others.reduce((best, other) => (compareContributions(best, other) <= 0 ? best : other), first)
  return { collection, id, score: contributions.reduce((sum, { contribution }) => sum + contribution, 0), primary, contributions }
}

function compareContributions(left: Contribution, right: Contribution): number {
  return right.contribution - left.contribution || right.weight - left.weight || left.search - right.search
}

function compareEntries(left: FederatedEntry, right: FederatedEntry): number {
  return (
    right.score - left.score ||
    right.primary.weight - left.primary.weight ||
    left.primary.search - right.primary.search ||
    left.primary.rank - right.primary.rank ||
    compareBytes(left.id, right.id)
  )
}
