import type { Chip } from '../../src/contracts/understanding.ts'
import type { FacetValues } from '../../src/domain/search/understanding/intent/index.ts'
import { analyse } from '../../src/shared/text/index.ts'
import type { ExpectedChip, IntentQuery } from './queries.ts'

/**
 * A chip is right when field, span and value (or both limits) agree; chips that were not applied don't count.
 * Values agree when they have the same terms: Drama and drama are one.
 */
export function compareChips({ chips: expected }: IntentQuery, found: readonly Chip[], values: FacetValues) {
  const applied = found.filter((chip) => chip.applied !== 'none')
  const agrees = (chip: Chip, wanted: ExpectedChip): boolean =>
    chip.field === wanted.field && chip.span[0] === wanted.span[0] && chip.span[1] === wanted.span[1] && meansSame(chip, wanted, values)
  return {
    right: expected.filter((wanted) => applied.some((chip) => agrees(chip, wanted))),
    missed: expected.filter((wanted) => !applied.some((chip) => agrees(chip, wanted))),
    wrong: applied.filter((chip) => !expected.some((wanted) => agrees(chip, wanted))),
  }
}

function meansSame(chip: Chip, wanted: ExpectedChip, values: FacetValues): boolean {
  if (wanted.value !== null) return termsOf(String(chip.value)) === termsOf(wanted.value)
  const limit = (given: number | string | undefined): string => {
    const percent = /^p(\d+)$/.exec(String(given))?.[1]
    return String(percent === undefined ? (given ?? '') : values.percentile(wanted.field, Number(percent)))
  }
  return chip.value === null && chip.id === `${wanted.field}:${limit(wanted.min)}..${limit(wanted.max)}`
}

function termsOf(text: string): string {
  return analyse(text, 'en')
    .map(({ term }) => term)
    .join(' ')
}
