import { useId, useState, type ReactNode } from 'react'
import { ChevronIcon } from './icons.tsx'

/** One facet with a heading that folds it away. */
export function FacetGroup({ label, open = true, children }: { label: string; open?: boolean; children: ReactNode }) {
  const [shown, setShown] = useState(open)
  const id = useId()
  return (
    <section className="facet" aria-labelledby={`${id}-name`}>
      <h3>
        <button type="button" className="facet-name" id={`${id}-name`} aria-expanded={shown} aria-controls={id} onClick={() => setShown(!shown)}>
          {label}
          <ChevronIcon />
        </button>
      </h3>
      <div id={id} hidden={!shown}>
        {children}
      </div>
    </section>
  )
}
