import { LOCALE } from '../locale.ts'
import type { FacetCounts } from '../../../src/contracts/search.ts'
import { formatNumber } from '../text/format.ts'
import { splitPath } from '../text/path.ts'
import { ArrowIcon, BackIcon } from './icons.tsx'

type Props = { label: string; counts: FacetCounts; separator: string; path: string | null; onChoose: (path: string | null) => void }

/** Drill-down: the way here as breadcrumbs, then the next level with counts. */
export function FacetTree({ label, counts, separator, path, onChoose }: Props) {
  const crumbs = splitPath(path, separator)
  const children = counts.values.filter(({ value }) => path === null || String(value).startsWith(path + separator))
  return (
    <>
      {path !== null && (
        <ol className="crumbs" aria-label={`${label}: where you are`}>
          <li>
            <button type="button" className="link" onClick={() => onChoose(null)}>
              <BackIcon />
              All
            </button>
          </li>
          {crumbs.map((crumb, index) => (
            <li key={crumb.path}>
              {index === crumbs.length - 1 ? (
                <span aria-current="true">{crumb.name}</span>
              ) : (
                <button type="button" className="link" onClick={() => onChoose(crumb.path)}>
                  {crumb.name}
                </button>
              )}
            </li>
          ))}
        </ol>
      )}
      <ul className="choices tree">
        {children.map(({ value, count }) => (
          <li key={String(value)}>
            <button type="button" className="choice" onClick={() => onChoose(String(value))}>
              <span className="choice-name">{splitPath(String(value), separator).at(-1)?.name}</span>
              <span className="count">{formatNumber(count, LOCALE)}</span>
              <ArrowIcon />
            </button>
          </li>
        ))}
      </ul>
      {path !== null && children.length === 0 && <p className="quiet">Nothing deeper.</p>}
    </>
  )
}
