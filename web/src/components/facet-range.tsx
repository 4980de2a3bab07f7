import { useEffect, useRef, useState } from 'react'
import type { FacetStats } from '../../../src/contracts/search.ts'
import { formatInstant } from '../state/refine.ts'
import type { Range } from '../state/search-state.ts'
import { chooseScale, DAY_MS } from '../text/scale.ts'

// A slider moves in many small steps; the search waits until it rests.
const REST_MS = 250

type Props = { label: string; stats: FacetStats; dates: boolean; range: Range; format: (value: number) => string; onChange: (range: Range) => void }

/** Two thumbs and two fields over the span of the values found; an end left at the edge is open. */
export function FacetRange({ label, stats, dates, range, format, onChange }: Props) {
  // A bound may lie outside what the other filters leave: the scale reaches it all the same.
  const bounds = [range.min, range.max].filter((bound) => bound !== undefined)
  const scale = chooseScale(Math.min(stats.min, ...bounds), Math.max(stats.max, ...bounds), dates)
  const low = range.min ?? scale.min
  const high = range.max ?? scale.max
  const [pair, setPair] = useState<readonly [number, number]>([low, high])
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => setPair([low, high]), [low, high])
  useEffect(() => () => clearTimeout(timer.current), [])

  const slide = (end: 0 | 1, value: number): void => {
    const [from, to] = end === 0 ? [Math.min(value, pair[1]), pair[1]] : [pair[0], Math.max(value, pair[0])]
    setPair([from, to])
    clearTimeout(timer.current)
    const chosen: Range = {}
    if (from > scale.min) chosen.min = from
    if (to < scale.max) chosen.max = to
    timer.current = setTimeout(() => onChange(chosen), REST_MS)
  }
  // What is typed counts as typed, also outside the span of the values found.
  const type = (end: 0 | 1, value: number | undefined): void => {
    clearTimeout(timer.current)
    onChange(end === 0 ? { ...range, min: value } : { ...range, max: value })
  }
  const span = scale.max - scale.min || 1
  const place = (value: number): string => `${((value - scale.min) / span) * 100}%`
  const ends = [
    { end: 0, name: `Minimum ${label.toLowerCase()}` },
    { end: 1, name: `Maximum ${label.toLowerCase()}` },
  ] as const
  return (
    <div className="range">
      <div className="slider">
        <span className="track" style={{ insetInlineStart: place(pair[0]), insetInlineEnd: `calc(100% - ${place(pair[1])})` }} />
        {ends.map(({ end, name }) => (
          <input
            key={end}
            type="range"
            aria-label={name}
            aria-valuetext={format(pair[end])}
            min={scale.min}
            max={scale.max}
            step={scale.step}
            value={pair[end]}
            onChange={(event) => slide(end, Number(event.target.value))}
          />
        ))}
      </div>
      <div className="range-fields">
        {ends.map(({ end, name }) => (
          <Bound
            key={end}
            name={name}
            value={end === 0 ? range.min : range.max}
            placeholder={format(end === 0 ? scale.min : scale.max)}
            dates={dates}
            last={end === 1}
            onCommit={(value) => type(end, value)}
          />
        ))}
      </div>
      <p className="quiet">
        {format(stats.min)} to {format(stats.max)}, on average {format(stats.avg)}
      </p>
    </div>
  )
}

type BoundProps = {
  name: string
  value: number | undefined
  placeholder: string
  dates: boolean
  last: boolean
  onCommit: (value: number | undefined) => void
}

/** One end as a field; it counts when it is left or Enter is pressed. A last day counts to its end. */
function Bound({ name, value, placeholder, dates, last, onCommit }: BoundProps) {
  const written = value === undefined ? '' : dates ? formatInstant(value).slice(0, 10) : String(value)
  const [text, setText] = useState(written)
  useEffect(() => setText(written), [written])
  const commit = (): void => {
    if (text === written) return
    const number = dates ? Date.parse(text) + (last ? DAY_MS - 1 : 0) : Number(text)
    onCommit(text.trim() === '' || !Number.isFinite(number) ? undefined : number)
  }
  return (
    <input
      type={dates ? 'date' : 'number'}
      inputMode={dates ? undefined : 'decimal'}
      step="any"
      aria-label={name}
      placeholder={placeholder}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onBlur={commit}
      onKeyDown={(event) => event.key === 'Enter' && commit()}
    />
  )
}
