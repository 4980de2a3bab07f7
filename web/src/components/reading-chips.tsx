import { useRef } from 'react'
import type { Chip } from '../../../src/contracts/understanding.ts'
import { removeChip, restoreChip, type SearchState } from '../state/search-state.ts'
import type { Navigate } from '../state/use-search-state.ts'
import { nameChip } from '../text/understanding.ts'
import { CloseIcon, UndoIcon } from './icons.tsx'

type Props = { chips: readonly Chip[]; state: SearchState; navigate: Navigate }

/** What words of the query were taken to mean, each removable; one taken away stays where it can be put back. */
export function ReadingChips({ chips, state, navigate }: Props) {
  // An answer without a reading does not name it any more, so its words are kept from the answer before.
  const names = useRef(new Map<string, string>())
  for (const chip of chips) names.current.set(chip.id, nameChip(chip))
  const removed = new Set(state.withoutChips)
  const applied = chips.filter(({ id, applied: how }) => how !== 'none' && !removed.has(id))
  const missing = state.withoutChips.filter((id) => !applied.some((chip) => chip.id === id))
  if (applied.length + missing.length === 0) return null
  return (
    <ul className="chips readings" aria-label="Understood from the words">
      {applied.map((chip) => (
        <li key={chip.id}>
          <button
            type="button"
            className="chip reading"
            data-applied={chip.applied}
            aria-label={`Remove ${nameChip(chip)} (${chip.applied === 'filter' ? 'only' : 'preferred'})`}
            onClick={() => navigate((now) => removeChip(now, chip.id))}
          >
            <span>{nameChip(chip)}</span>
            <span className="chip-how">{chip.applied === 'filter' ? 'only' : 'preferred'}</span>
            <CloseIcon size={14} />
          </button>
        </li>
      ))}
      {missing.map((id) => (
        <li key={id}>
          <button
            type="button"
            className="chip reading"
            data-applied="removed"
            aria-label={`Put back ${names.current.get(id) ?? id}`}
            onClick={() => navigate((now) => restoreChip(now, id))}
          >
            <s>{names.current.get(id) ?? id}</s>
            <span className="chip-how">undo</span>
            <UndoIcon />
          </button>
        </li>
      ))}
    </ul>
  )
}
