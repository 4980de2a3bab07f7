import type { RankTrace } from '../../../contracts/search.ts'
import { matches } from '../../catalog/filter/index.ts'
import { presentPage } from '../present-page.ts'
import { describeFeature } from './describe-feature.ts'
import type { Explained, ExplainedSearch } from './explained-search.ts'
import type { KeptGroups } from '../result-set.ts'
import { joinWords, writeNumber } from './write-text.ts'

/** The trace that a search shows for this hit; null for a document without a rank. */
export function traceRank({ plan, set, at, document }: ExplainedSearch): RankTrace | null {
  if (at === -1) return null
  const request = { ...plan.request, page: at + 1, perPage: 1, fields: ['id'], highlight: false as const, explain: true }
  return presentPage({ ...plan, request }, set, new Map([[document.key, document.body]]))[0]?.trace ?? null
}

/** The place among the results, what the score is made of, and who stands next to it. */
export function explainRank(search: ExplainedSearch, trace: RankTrace | null, found: boolean): Explained {
  const { plan, set, at, document } = search
  const sort = describeSort(search)
  const wishes = plan.boosts.map(({ filter }) => matches(filter, document.body))
  if (!found) return { step: 'rank', outcome: 'failed', text: 'It is not among the results and has no rank.', details: { sort }, short: null }
  if (at === -1 && set.groups) return explainInnerRank(search, set.groups)
  if (at === -1) {
    const text = `It is one of ${set.total} results, but not of the first ${set.docs.length}, which are all that is ranked.`
    return { step: 'rank', outcome: 'failed', text, details: { sort, ranked: set.docs.length }, short: `beyond the first ${set.docs.length}` }
  }
  const neighbour = (place: number) =>
    place < 0 || place >= set.docs.length ? null : { id: set.ids[place] ?? '', rank: place + 1, score: set.scores[place] ?? 0 }
  const score = set.scores[at] ?? 0
  const features = trace?.features ?? []
  const parts = features.filter(({ weight }) => weight > 0).map(describeFeature)
  const profile = plan.formula.reasons.find(({ name }) => name === 'profile')
  const skipped = plan.formula.reasons.filter(({ name }) => name === 'skipped').map(({ value }) => ` Left out: ${value}.`)
  const details = {
    rank: at + 1,
    score,
    features,
    reasons: set.reasons,
    profile: profile?.value ?? null,
    sort,
    ...(wishes.length === 0 ? {} : { wishes: { asked: wishes.length, met: wishes.filter(Boolean).length } }),
    above: neighbour(at - 1),
    below: neighbour(at + 1),
  }
  const browsed = plan.kind === 'browse' && sort.length === 0
  const scored = plan.sort[0]?.kind === 'rules' || (plan.kind === 'search' && sort.length === 0) ? [`by its score of ${writeNumber(score)}`] : []
  const order = [...scored, ...(browsed ? ['in the order of ids'] : sort.length > 0 ? [`in the order of ${joinWords(sort)}`] : [])].join(', then ')
  const sum = parts.length === 0 ? '' : `; the score is ${writeNumber(score)} = ${parts.join(' + ')}`
  const moved = set.moved?.[document.id]
  const short = sort.length > 0 ? order : browsed && scored.length === 0 ? null : `score ${writeNumber(score)}`
  const text = `It has rank ${at + 1} of ${set.total} ${order}${sum}${moved === undefined ? '' : `; ${moved}`}.${plan.kind === 'browse' ? '' : skipped.join('')}`
  return { step: 'rank', outcome: 'passed', text, details, short: moved === undefined ? short : joinWords([short ?? order, moved]) }
}

/** A document that another of its group stands before: it has no rank of its own. */
function explainInnerRank({ plan, set, document }: ExplainedSearch, groups: KeptGroups): Explained {
  const name = plan.group?.name ?? ''
  const inside = groups.members.findIndex(({ docs }) => docs.includes(document.key))
  const details = { group: { field: name, groups: set.total, documents: groups.documents, rank: inside === -1 ? null : inside + 1 } }
  const short =
    inside === -1
      ? `not among the documents shown of its group by ${name}`
      : `inside the group of rank ${inside + 1}, where ${set.ids[inside] ?? ''} stands before it`
  return { step: 'rank', outcome: 'failed', text: `It is one of ${groups.documents} documents in ${set.total} groups: ${short}.`, details, short }
}

export function explainPage({ plan, at }: ExplainedSearch): Explained {
  const { perPage } = plan.request
  if (at === -1) return { step: 'page', outcome: 'failed', text: 'It stands on no page.', details: { page: null, perPage }, short: null }
  const page = Math.floor(at / perPage) + 1
  const place = (at % perPage) + 1
  return {
    step: 'page',
    outcome: 'passed',
    text: `It is hit ${place} of page ${page}, with ${perPage} hits a page.`,
    details: { page, place, perPage },
    short: null,
  }
}

/** As the request or the collection writes it; planning has checked that the caller may see the fields. */
function describeSort({ plan }: ExplainedSearch): readonly string[] {
  if (plan.sort.length === 0) return []
  return plan.request.sort.length > 0 ? plan.request.sort : (plan.collection.definition.ranking.browse ?? [])
}
