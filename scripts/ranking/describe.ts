import type { ProfileRef, ProfileView, RankingView, ShadowReport } from '../../src/contracts/ranking.ts'
import type { RuleImportResult } from '../../src/contracts/rules.ts'

const nameOf = ({ name, version }: ProfileRef): string => (version === 0 ? name : `${name}@${version}`)
const share = (value: number | null): string => (value === null ? 'nothing to compare' : value.toFixed(3))

/** What is served, in a line or two. */
export function describeRanking({ served, shadow, previous }: RankingView): string {
  const back = previous[0]
  return [
    `Served: ${nameOf(served)}${back ? ` (before: ${previous.map(nameOf).join(', ')})` : ''}`,
    ...(shadow ? [`In its shadow: ${nameOf(shadow)}`] : []),
  ].join('\n')
}

/** A line a profile: its name, its versions, and what it weighs. */
export function describeProfiles(profiles: readonly ProfileView[]): string {
  if (profiles.length === 0) return 'No profiles: searches are ranked as the definition of the collection and the hybrid policy have it.'
  return profiles
    .map(({ name, version, createdAt, definition }) => {
      const weights = Object.entries(definition.weights ?? {}).map(([feature, weight]) => `${feature} ${weight}`)
      const categories = Object.keys(definition.categories?.weights ?? {}).length
      const parts = [...weights, ...(definition.fusion ? [definition.fusion] : []), ...(categories > 0 ? [`${categories} categories`] : [])]
      return `${name}@${version}  ${createdAt?.slice(0, 10) ?? ''}  ${parts.join(', ')}`.trimEnd()
    })
    .join('\n')
}

const MOST_SHOWN = 20

/** What became of a file of rules: a line of counts, then what failed and which rules are at odds. */
export function describeRuleImport({ imported, unchanged, removed, reordered, failed, failedTotal, conflicts, dryRun }: RuleImportResult): string {
  const counts = `${imported} written, ${unchanged} unchanged, ${removed} removed, ${failedTotal} failed${reordered ? ', reordered' : ''}`
  const more = failedTotal - Math.min(failed.length, MOST_SHOWN)
  return [
    `${dryRun ? 'Nothing is written yet. It would be: ' : ''}${counts}`,
    ...failed.slice(0, MOST_SHOWN).map(({ line, code, message }) => `  line ${line}  ${code}  ${message}`),
    ...(more > 0 ? [`  and ${more} more`] : []),
    ...conflicts.slice(0, MOST_SHOWN).map(({ rules, message }) => `  at odds  ${rules.join(', ')}  ${message}`),
    ...(conflicts.length > MOST_SHOWN ? [`  and ${conflicts.length - MOST_SHOWN} more pairs at odds`] : []),
  ].join('\n')
}

/** What a shadow would have changed, a paragraph a pair of profiles. */
export function describeReport({ shadow, pairs }: ShadowReport): string {
  if (pairs.length === 0) return shadow ? `No search has been compared with ${nameOf(shadow)} yet.` : 'No profile runs in the shadow.'
  return pairs
    .map(({ served, shadow: other, searches, errors, lastError, overlap, tau, difference, sameFirst, furthest }) =>
      [
        `${nameOf(other)} beside ${nameOf(served)}, ${searches} ${searches === 1 ? 'search' : 'searches'}`,
        `  overlap of the first ten  ${share(overlap.mean)} on average, ${share(overlap.least)} at least`,
        `  Kendall's tau             ${share(tau.mean)} on average, ${share(tau.least)} at least`,
        `  difference of scores      ${share(difference.mean)} on average`,
        `  the same first hit        ${share(sameFirst)}`,
        ...(errors > 0 ? [`  errors                    ${errors}, the last: ${lastError ?? ''}`] : []),
        ...furthest.map((search) => `  differs most: ${search.query} (overlap ${share(search.overlap)}, tau ${share(search.tau)})`),
      ].join('\n'),
    )
    .join('\n\n')
}
