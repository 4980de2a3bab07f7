import type { CollectionView, FieldDefinition } from '../../../src/contracts/collection.ts'
import type { SearchResponse } from '../../../src/contracts/search.ts'
import { chooseCardFields, listFacetFields } from '../schema/fields.ts'
import { setRange, setValues, toggleValue, type SearchState } from '../state/search-state.ts'
import type { Navigate } from '../state/use-search-state.ts'
import { formatFieldName } from '../text/format.ts'
import { DEFAULT_SEPARATOR } from '../text/path.ts'
import { FacetChoices } from './facet-choices.tsx'
import type { FindValues } from './facet-finder.tsx'
import { FacetGroup } from './facet-group.tsx'
import { FacetRange } from './facet-range.tsx'
import { FacetTree } from './facet-tree.tsx'
import { formatBound } from './filter-chips.tsx'

// Facets beyond these start folded, so that the panel opens on what matters.
const OPEN_FACETS = 8

type Props = {
  collection: CollectionView
  state: SearchState
  response: SearchResponse | null
  failed: boolean
  navigate: Navigate
  onFind: FindValues
}

/** Every facet of the collection, each by its kind. */
export function FacetPanel({ collection, state, response, failed, navigate, onFind }: Props) {
  if (response === null) return failed ? <p className="quiet">The filters come back with the results.</p> : <FacetSkeleton />
  const shown = listFacetFields(collection).filter((field) => hasSomething(field, response, state))
  if (shown.length === 0)
    return <p className="quiet">{listFacetFields(collection).length === 0 ? 'This collection declares no facets.' : 'Nothing here to narrow.'}</p>
  return shown.map((field, index) => (
    <FacetGroup key={field.name} label={formatFieldName(field.name)} open={index < OPEN_FACETS || state.values.has(field.name)}>
      <FacetBody field={field} collection={collection} state={state} response={response} navigate={navigate} onFind={onFind} />
    </FacetGroup>
  ))
}

function FacetBody({
  field,
  collection,
  state,
  response,
  navigate,
  onFind,
}: Omit<Props, 'response' | 'failed'> & { field: FieldDefinition; response: SearchResponse }) {
  const label = formatFieldName(field.name)
  const counts = response.facets[field.name] ?? { values: [], other: 0, missing: 0 }
  const chosen = state.values.get(field.name) ?? []
  const stats = response.facetStats[field.name]
  if (field.facet === 'range') {
    if (stats === undefined) return <p className="quiet">No values in these results.</p>
    const card = chooseCardFields(collection)
    return (
      <FacetRange
        label={label}
        stats={stats}
        dates={field.type.startsWith('date')}
        range={state.ranges.get(field.name) ?? {}}
        format={(value) => formatBound(value, field, card.price === field.name ? collection.currency : undefined)}
        onChange={(range) => navigate((now) => setRange(now, field.name, range))}
      />
    )
  }
  if (field.facet === 'hierarchical') {
    return (
      <FacetTree
        label={label}
        counts={counts}
        separator={field.separator ?? DEFAULT_SEPARATOR}
        path={chosen[0] ?? null}
        onChoose={(path) => navigate((now) => setValues(now, field.name, path === null ? [] : [path]))}
      />
    )
  }
  const toggle = (value: string): void =>
    navigate((now) => {
      // Yes and no exclude each other: choosing one lets go of the other.
      const isOther = field.type === 'boolean' && !(now.values.get(field.name) ?? []).includes(value)
      return isOther ? setValues(now, field.name, [value]) : toggleValue(now, field.name, value)
    })
  return <FacetChoices field={field} label={label} counts={counts} chosen={chosen} onToggle={toggle} onFind={onFind} />
}

function hasSomething(field: FieldDefinition, response: SearchResponse, state: SearchState): boolean {
  const chosen = state.values.has(field.name) || state.ranges.has(field.name)
  const stats = response.facetStats[field.name]
  if (field.facet === 'range') return chosen || (stats !== undefined && stats.count > 0)
  return chosen || (response.facets[field.name]?.values.length ?? 0) > 0
}

function FacetSkeleton() {
  return (
    <div aria-hidden="true">
      {[5, 4, 6].map((rows, group) => (
        <div className="facet" key={group}>
          <span className="bone bone-heading" />
          {Array.from({ length: rows }, (_, row) => (
            <span className="bone bone-row" key={row} />
          ))}
        </div>
      ))}
    </div>
  )
}
