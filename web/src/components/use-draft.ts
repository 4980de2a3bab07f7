import { useEffect, useRef, useState } from 'react'

// Long enough that a fast typist makes one request a pause, short enough to feel immediate.
const DEBOUNCE_MS = 90

export type Draft = {
  draft: string
  setDraft: (text: string) => void
  /** Searches the text now instead of after the pause. */
  send: (text: string) => void
  /** The text is what was searched already, by another way. */
  follow: (text: string) => void
}

/** The text in the field: searched after a pause in typing, never in the middle of a composed character. */
export function useDraft(q: string, composing: boolean, onType: (q: string) => void): Draft {
  const [draft, setDraft] = useState(q)
  const sent = useRef(q)
  const follow = (text: string): void => {
    sent.current = text
    setDraft(text)
  }
  const send = (text: string): void => {
    if (text === sent.current) return
    sent.current = text
    onType(text)
  }

  // The address changed from elsewhere (Back, a correction): the field follows.
  useEffect(() => {
    if (q !== sent.current) follow(q)
  }, [q])

  useEffect(() => {
    if (draft === sent.current || composing) return
    const timer = setTimeout(() => send(draft), draft === '' ? 0 : DEBOUNCE_MS)
    return () => clearTimeout(timer)
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [draft, composing])
  return { draft, setDraft, send, follow }
}
