import { useEffect, useRef, useState, type KeyboardEvent, type Ref } from 'react'
import { CloseIcon, SearchIcon } from './icons.tsx'

// Long enough that a fast typist makes one request a pause, short enough to feel immediate.
const DEBOUNCE_MS = 90

type Props = {
  q: string
  collection: string
  busy: boolean
  inputRef: Ref<HTMLInputElement>
  onType: (q: string) => void
  onSettle: () => void
  onArrowDown: () => void
}

export function SearchBox({ q, collection, busy, inputRef, onType, onSettle, onArrowDown }: Props) {
  const [draft, setDraft] = useState(q)
  const [composing, setComposing] = useState(false)
  const sent = useRef(q)

  // The address changed from elsewhere (Back, a suggestion): the field follows.
  useEffect(() => {
    if (q === sent.current) return
    sent.current = q
    setDraft(q)
  }, [q])

  useEffect(() => {
    if (draft === sent.current || composing) return
    const timer = setTimeout(() => send(draft), draft === '' ? 0 : DEBOUNCE_MS)
    return () => clearTimeout(timer)
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [draft, composing])

  const send = (text: string): void => {
    if (text === sent.current) return
    sent.current = text
    onType(text)
  }
  const press = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown') {
      event.preventDefault()
      onArrowDown()
    } else if (event.key === 'Escape' && draft !== '') {
      event.preventDefault()
      setDraft('')
    }
  }
  return (
    <form
      className="searchbox"
      role="search"
      onSubmit={(event) => {
        event.preventDefault()
        send(draft)
        onSettle()
      }}
    >
      <span className="searchbox-icon">
        <SearchIcon />
      </span>
      <label className="sr" htmlFor="q">
        Search {collection}
      </label>
      <input
        id="q"
        ref={inputRef}
        type="search"
        name="q"
        value={draft}
        placeholder={`Search ${collection}`}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        enterKeyHint="search"
        aria-keyshortcuts="/"
        aria-controls="results"
        onChange={(event) => setDraft(event.target.value)}
        onCompositionStart={() => setComposing(true)}
        onCompositionEnd={() => setComposing(false)}
        onKeyDown={press}
      />
      {draft === '' ? (
        <kbd className="slash" aria-hidden="true">
          /
        </kbd>
      ) : (
        <button
          type="button"
          className="icon-button"
          aria-label="Clear the search"
          onClick={(event) => {
            setDraft('')
            event.currentTarget.form?.querySelector('input')?.focus()
          }}
        >
          <CloseIcon />
        </button>
      )}
      <span className="progress" data-busy={busy} aria-hidden="true" />
    </form>
  )
}
