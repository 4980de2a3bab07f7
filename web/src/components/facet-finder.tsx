import { useEffect, useState } from 'react'
import { createLatest } from '../api/latest.ts'

export type FindValues = (field: string, query: string, signal: AbortSignal) => Promise<string[]>
type Props = { label: string; field: string; onFind: FindValues; onFound: (values: readonly string[] | null) => void }

const DEBOUNCE_MS = 120

/** A field that looks through all values of a facet, for facets with more values than are listed. */
export function FacetFinder({ label, field, onFind, onFound }: Props) {
  const [text, setText] = useState('')
  const [channel] = useState(() =>
    createLatest(
      (input: { find: FindValues; query: string }, signal) => input.find(field, input.query, signal),
      (outcome) => onFound(outcome.ok ? outcome.value : null),
    ),
  )
  useEffect(() => channel.cancel, [channel])
  useEffect(() => {
    const query = text.trim()
    if (query === '') {
      channel.cancel()
      onFound(null)
      return
    }
    const timer = setTimeout(() => channel.issue({ find: onFind, query }), DEBOUNCE_MS)
    return () => clearTimeout(timer)
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [text, channel, onFind])
  return (
    <input
      type="search"
      className="finder"
      value={text}
      placeholder={`Find in ${label.toLowerCase()}`}
      aria-label={`Find in ${label}`}
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => setText(event.target.value)}
    />
  )
}
