import { useEffect, useRef, useState, type FocusEvent, type RefObject } from 'react'
import type { CollectionView } from '../../../src/contracts/collection.ts'
import { useSuggestions } from '../api/use-suggestions.ts'
import { readScope, type Scope } from '../schema/scope.ts'
import { useRecentSearches } from '../state/use-recent-searches.ts'
import { formatFieldName } from '../text/format.ts'
import { CloseIcon, SearchIcon } from './icons.tsx'
import { SuggestionList } from './suggestion-list.tsx'
import { useCombobox } from './use-combobox.ts'

// Long enough that a fast typist makes one request a pause, short enough to feel immediate.
const DEBOUNCE_MS = 90

type Props = {
  apiKey: string
  q: string
  collection: CollectionView
  /** The category that the results are narrowed to: suggestions stay inside it. */
  category: string | null
  busy: boolean
  inputRef: RefObject<HTMLInputElement | null>
  onType: (q: string) => void
  onSettle: () => void
  onSuggestion: (text: string, scope: Scope | null) => void
  onArrowDown: () => void
}

/** The field and the list under it. What is typed is searched whatever the list does; the list only offers. */
export function SearchBox({ apiKey, q, collection, category, busy, inputRef, onType, onSettle, onSuggestion, onArrowDown }: Props) {
  const [draft, setDraft] = useState(q)
  const [composing, setComposing] = useState(false)
  const [wanted, setWanted] = useState(false)
  const sent = useRef(q)
  const { recent: stored, remember, forget, forgetAll } = useRecentSearches(collection.name)
  const suggestions = useSuggestions({ key: apiKey, collection: collection.name, q: draft, category, wanted: wanted && !composing })
  const popular = draft.trim() === ''
  const recent = popular ? stored : []

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
  const choose = (index: number): void => {
    const suggestion = suggestions[index - recent.length]
    const text = recent[index] ?? suggestion?.text
    if (text === undefined) return
    combobox.hide()
    sent.current = text
    setDraft(text)
    remember(text)
    onSuggestion(text, suggestion === undefined ? null : readScope(suggestion, collection))
  }
  const combobox = useCombobox(wanted, setWanted, {
    count: recent.length + suggestions.length,
    onChoose: choose,
    onDelete: (index) => recent[index] !== undefined && forget(recent[index]),
    onBelow: onArrowDown,
    onClear: () => setDraft(''),
  })
  const shown = wanted && recent.length + suggestions.length > 0
  const leave = (event: FocusEvent<HTMLElement>): void => {
    // The field stays the active element while another window has the focus.
    if (document.activeElement === inputRef.current || event.currentTarget.contains(event.relatedTarget)) return
    combobox.hide()
    if (event.target === inputRef.current) remember(draft)
  }
  return (
    <div className="searchwrap" role="presentation" onBlur={leave}>
      <form
        className="searchbox"
        role="search"
        onSubmit={(event) => {
          event.preventDefault()
          combobox.hide()
          send(draft)
          remember(draft)
          onSettle()
        }}
      >
        <span className="searchbox-icon">
          <SearchIcon />
        </span>
        <label className="sr" htmlFor="q">
          Search {formatFieldName(collection.name).toLowerCase()}
        </label>
        <input
          id="q"
          ref={inputRef}
          type="text"
          role="combobox"
          inputMode="search"
          name="q"
          value={draft}
          placeholder={`Search ${formatFieldName(collection.name).toLowerCase()}`}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          enterKeyHint="search"
          aria-keyshortcuts="/"
          aria-autocomplete="list"
          aria-expanded={shown}
          aria-controls={shown ? combobox.listId : undefined}
          aria-activedescendant={combobox.active === null ? undefined : combobox.nameOption(combobox.active)}
          aria-describedby={shown && recent.length > 0 ? 'q-recent' : undefined}
          onChange={(event) => {
            setDraft(event.target.value)
            combobox.show()
          }}
          onFocus={() => draft === '' && combobox.show()}
          onClick={() => combobox.show()}
          onCompositionStart={() => setComposing(true)}
          onCompositionEnd={() => setComposing(false)}
          onKeyDown={combobox.press}
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
            onClick={() => {
              setDraft('')
              inputRef.current?.focus()
            }}
          >
            <CloseIcon />
          </button>
        )}
        <span className="progress" data-busy={busy} aria-hidden="true" />
      </form>
      {shown && (
        <SuggestionList
          collection={collection}
          recent={recent}
          suggestions={suggestions}
          popular={popular}
          combobox={combobox}
          onChoose={choose}
          onForget={forget}
          onForgetAll={() => {
            forgetAll()
            inputRef.current?.focus()
          }}
        />
      )}
      {shown && recent.length > 0 && (
        <span className="sr" id="q-recent">
          Delete removes a recent search.
        </span>
      )}
      <span className="sr" role="status">
        {shown ? countSuggestions(recent.length + suggestions.length) : ''}
      </span>
    </div>
  )
}

function countSuggestions(count: number): string {
  return count === 1 ? '1 suggestion' : `${count} suggestions`
}
