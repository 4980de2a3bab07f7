import { useState } from 'react'
import type { FieldDefinition } from '../../../src/contracts/collection.ts'
import type { FacetCounts } from '../../../src/contracts/search.ts'
import { LOCALE } from '../locale.ts'
import { formatNumber, formatValue } from '../text/format.ts'
import { FacetFinder, type FindValues } from './facet-finder.tsx'

// Enough to choose from without pushing the next facet off the screen.
const SHOWN = 7

type Props = {
  field: FieldDefinition
  label: string
  counts: FacetCounts
  chosen: readonly string[]
  onToggle: (value: string) => void
  onFind: FindValues
}
type Choice = { value: string; count: number | null }

/** Checkboxes with counts. Chosen values stay visible even when the answer no longer lists them. */
export function FacetChoices({ field, label, counts, chosen, onToggle, onFind }: Props) {
  const [all, setAll] = useState(false)
  const [found, setFound] = useState<readonly string[] | null>(null)
  const listed: Choice[] = counts.values.map(({ value, count }) => ({ value: String(value), count }))
  // When every value of these results is listed, one that is not has none of them.
  const unlisted = counts.other === 0 ? 0 : null
  const missing = chosen.filter((value) => !listed.some((choice) => choice.value === value)).map((value) => ({ value, count: unlisted }))
  const choices = [...missing, ...listed]
  const known = new Map(listed.map(({ value, count }) => [value, count]))
  const matches = found?.map((value) => ({ value, count: known.get(value) ?? unlisted }))
  const shown = matches ?? (all ? choices : choices.filter(({ value }, index) => index < SHOWN || chosen.includes(value)))
  const hidden = choices.length - shown.length
  if (choices.length === 0) return <p className="quiet">Nothing to choose here.</p>
  return (
    <>
      {counts.other > 0 && <FacetFinder label={label} field={field.name} onFind={onFind} onFound={setFound} />}
      <ul className="choices">
        {shown.map(({ value, count }) => (
          <li key={value}>
            <label className="choice">
              <input type="checkbox" checked={chosen.includes(value)} onChange={() => onToggle(value)} />
              <span className="choice-name">{nameValue(value, field)}</span>
              <span className="count">{count === null ? '' : formatNumber(count, LOCALE)}</span>
            </label>
          </li>
        ))}
      </ul>
      {found !== null && found.length === 0 && <p className="quiet">No value contains that.</p>}
      {found === null && (hidden > 0 || all) && choices.length > SHOWN && (
        <button type="button" className="link more" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? 'Show fewer' : `Show ${hidden} more`}
        </button>
      )}
    </>
  )
}

/** A facet value in words; the wire's true and false read Yes and No. */
export function nameValue(value: string, field: FieldDefinition | undefined): string {
  if (field?.type === 'boolean') return value === 'true' ? 'Yes' : 'No'
  if (field?.type.startsWith('date')) return formatValue(/^\d+$/.test(value) ? Number(value) : value, field.type, LOCALE)
  return value
}
