import type { CollectionView, FieldDefinition } from '../../../src/contracts/collection.ts'
import { LOCALE } from '../locale.ts'
import { chooseCardFields, findField } from '../schema/fields.ts'
import { clearFilters, setRange, toggleValue, type Range, type SearchState } from '../state/search-state.ts'
import type { Navigate } from '../state/use-search-state.ts'
import { formatDate, formatFieldName, formatMoney } from '../text/format.ts'
import { nameValue } from './facet-choices.tsx'
import { CloseIcon } from './icons.tsx'

/** Everything that narrows the results, each removable. */
export function FilterChips({ collection, state, navigate }: { collection: CollectionView; state: SearchState; navigate: Navigate }) {
  const fields = collection.fields ?? []
  const price = chooseCardFields(collection).price
  const chips: { key: string; name: string; value: string; remove: () => void }[] = []
  for (const [name, values] of state.values) {
    for (const value of values)
      chips.push({
        key: `${name}=${value}`,
        name,
        value: nameValue(value, findField(fields, name)),
        remove: () => navigate((now) => toggleValue(now, name, value)),
      })
  }
  for (const [name, range] of state.ranges) {
    const text = describeRange(range, (value) => formatBound(value, findField(fields, name), price === name ? collection.currency : undefined))
    chips.push({ key: name, name, value: text, remove: () => navigate((now) => setRange(now, name, {})) })
  }
  if (chips.length === 0) return null
  return (
    <ul className="chips" aria-label="Filters in use">
      {chips.map(({ key, name, value, remove }) => (
        <li key={key}>
          <button type="button" className="chip" onClick={remove} aria-label={`Remove filter ${formatFieldName(name)}: ${value}`}>
            <span className="chip-field">{formatFieldName(name)}</span>
            {value}
            <CloseIcon size={14} />
          </button>
        </li>
      ))}
      {chips.length > 1 && (
        <li>
          <button type="button" className="link" onClick={() => navigate(clearFilters)}>
            Clear all
          </button>
        </li>
      )}
    </ul>
  )
}

/** One end of a range in words: a day, an amount of money, or a number. */
export function formatBound(value: number, field: FieldDefinition | undefined, currency: string | undefined): string {
  if (field?.type.startsWith('date')) return formatDate(value, LOCALE) ?? ''
  const isYear = Number.isInteger(value) && field !== undefined && /year/i.test(field.name)
  return isYear ? String(value) : formatMoney(value, currency, LOCALE)
}

function describeRange({ min, max }: Range, format: (value: number) => string): string {
  if (min !== undefined && max !== undefined) return `${format(min)} – ${format(max)}`
  if (min !== undefined) return `from ${format(min)}`
  return max === undefined ? '' : `up to ${format(max)}`
}
