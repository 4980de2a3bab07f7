import { useRef } from 'react'
import type { Chip } from '../../../src/contracts/understanding.ts'
import { removeChip, restoreChip, type SearchState } from '../state/search-state.ts'
import type { Navigate } from '../state/use-search-state.ts'
import { nameChip } from '../text/understanding.ts'
import { CloseIcon, UndoIcon } from './icons.tsx'

type Props = { chips: readonly Chip[]; state: SearchState; navigate: Navigate }
type Reading = { id: string; name: string; start: number; applied: 'boost' | 'filter' | 'removed' }

/** What words of the query were taken to mean, each removable; one taken away stays in its place, where it can be put back. */
export function ReadingChips({ chips, state, navigate }: Props) {
  // An answer without a reading does not name it any more, so its name and place are kept from the answer before.
  const known = useRef(new Map<string, { name: string; start: number }>())
  for (const chip of chips) known.current.set(chip.id, { name: nameChip(chip), start: chip.span[0] })
  const readings = listReadings(chips, state.withoutChips, known.current)
  if (readings.length === 0) return null
  return (
    <ul className="chips readings" aria-label="Understood from the words">
      {readings.map(({ id, name, applied }) => {
        const removed = applied === 'removed'
        const how = removed ? 'undo' : applied === 'filter' ? 'only' : 'preferred'
        return (
          <li key={id}>
            <button
              type="button"
              className="chip reading"
              data-applied={applied}
              aria-label={removed ? `Put back ${name}` : `Remove ${name} (${how})`}
              onClick={() => navigate((now) => (removed ? restoreChip(now, id) : removeChip(now, id)))}
            >
              {removed ? <s>{name}</s> : <span>{name}</span>}
              <span className="chip-how">{how}</span>
              {removed ? <UndoIcon /> : <CloseIcon size={14} />}
            </button>
          </li>
        )
      })}
    </ul>
  )
}

/** In the order of the words, so that a button keeps its place and the focus when it changes its meaning; what is known by its id alone comes last. */
function listReadings(chips: readonly Chip[], without: readonly string[], known: ReadonlyMap<string, { name: string; start: number }>): Reading[] {
  const applied = chips.flatMap<Reading>(({ id, applied: how, span, ...chip }) =>
    how === 'none' || without.includes(id) ? [] : [{ id, name: nameChip(chip), start: span[0], applied: how }],
  )
  const removed = without.map<Reading>((id) => ({ id, name: known.get(id)?.name ?? id, start: known.get(id)?.start ?? Infinity, applied: 'removed' }))
  return [...applied, ...removed].sort((a, b) => (a.start === b.start ? 0 : a.start - b.start) || a.id.localeCompare(b.id))
}
