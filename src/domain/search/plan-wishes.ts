import { AppError } from '../../contracts/errors.ts'
import type { Chip } from '../../contracts/understanding.ts'
import type { ResolvedFilter } from '../catalog/filter/index.ts'
import type { Collection } from '../catalog/index.ts'
import type { Boost } from './ports.ts'
import { type FieldIds, bindFilter } from './resolve-filters.ts'
import type { UnderstoodQuery } from './understanding/query.ts'

/** What the words of a query wish for, softly. */
export type Wishes = {
  /** at most 8 with weights in (0, 1], which say how much each counts beside the others */
  boosts: readonly Boost[]
  /** what all of them count, where attributes together are 1 and a category that is looked for 8; 1 when there are none */
  wished: number
}

/** What a statement can flag beside everything else. */
const MAX_BOOSTS = 8
/**
 * What the category that is looked for counts beside all attributes: a colour says how a thing should be, a taxonomy what it is, and
 * another thing is no answer whatever its colour (docs/decisions/0012-what-a-thing-is-weighs-more.md).
 */
const CATEGORY_WISH = 8

/** A chip speaks of a field as it was when the words were gathered: one that no longer fits is left out. */
export async function bindChips(
  collection: Collection,
  { chips: found, sought }: Pick<UnderstoodQuery, 'chips' | 'sought'>,
  fieldIds: FieldIds,
): Promise<Wishes & { chips: Chip[]; filters: ResolvedFilter[] }> {
  const chips: Chip[] = []
  const filters: ResolvedFilter[] = []
  const categories: ResolvedFilter[] = []
  const attributes: Boost[] = []
  for (const chip of found) {
    const filter = await bindFilter(collection, chip.filter, 'q', false, fieldIds).catch((error: unknown) => {
      if (error instanceof AppError) return null
      throw error
    })
    if (filter === null) continue
    chips.push(chip)
    if (chip.applied === 'filter') filters.push(filter)
    if (chip.applied !== 'boost') continue
    if (sought.includes(chip.id)) categories.push(filter)
    else attributes.push({ filter, weight: chip.confidence })
  }
  return { chips, filters, ...weighWishes(categories, attributes) }
}

/**
 * Attributes share what they count, by their confidences. Categories don't: a document is of one, and is not worth less because the words
 * name another too. Nor do their confidences tell between them: "desk" is said of lamps as well, which is why there is such a category.
 */
export function weighWishes(categories: readonly ResolvedFilter[], attributes: readonly Boost[]): Wishes {
  const kinds = categories.slice(0, MAX_BOOSTS).map((filter) => ({ filter, weight: 1 }))
  const others = attributes.slice(0, MAX_BOOSTS - kinds.length)
  if (kinds.length === 0 || others.length === 0) return { boosts: [...kinds, ...others], wished: Math.max(1, kinds.length * CATEGORY_WISH) }
  const together = others.reduce((sum, { weight }) => sum + weight, 0) * CATEGORY_WISH
  return {
    boosts: [...kinds, ...others.map(({ filter, weight }) => ({ filter, weight: weight / together }))],
    wished: kinds.length * CATEGORY_WISH + 1,
  }
}
