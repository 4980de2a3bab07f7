import { useEffect, useRef, useState, type FocusEvent, type KeyboardEvent, type RefObject } from 'react'
import type { CollectionView } from '../../../src/contracts/collection.ts'
import { useSuggestions } from '../api/use-suggestions.ts'
import { readScope, type Scope } from '../schema/scope.ts'
import { useRecentSearches } from '../state/use-recent-searches.ts'
import { formatFieldName } from '../text/format.ts'
import { SearchField } from './search-field.tsx'
import { SuggestionList } from './suggestion-list.tsx'
import { useCombobox } from './use-combobox.ts'
import { useDraft } from './use-draft.ts'

const HINT = 'q-hint'

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
  const [composing, setComposing] = useState(false)
  const [wanted, setWanted] = useState(false)
  const { draft, setDraft, send, follow } = useDraft(q, composing, onType)
  const { recent: stored, remember, forget, forgetAll } = useRecentSearches(collection.name)
  const suggestions = useSuggestions({ key: apiKey, collection: collection.name, q: draft, category, wanted: wanted && !composing })
  const popular = draft.trim() === ''
  const recent = popular ? stored : []
  const count = recent.length + suggestions.length
  const shown = wanted && count > 0

  // On a touch screen the keyboard would lie over what was found. After this event, so that leaving sees the text that was searched.
  const showResults = (): void => {
    if (matchMedia('(pointer: coarse)').matches) setTimeout(() => inputRef.current?.blur())
  }
  const choose = (index: number): void => {
    const suggestion = suggestions[index - recent.length]
    const text = recent[index] ?? suggestion?.text
    if (text === undefined) return
    combobox.hide()
    follow(text)
    remember(text)
    onSuggestion(text, suggestion === undefined ? null : readScope(suggestion, collection))
    showResults()
  }
  const combobox = useCombobox(wanted, setWanted, {
    count,
    onChoose: choose,
    onDelete: (index) => recent[index] !== undefined && forget(recent[index]),
    onBelow: onArrowDown,
    onClear: () => setDraft(''),
  })
  // Whoever opens the page without words comes to type some. The list stays closed: nobody has asked for it, and it would lie over the hits.
  const opening = useRef(true)
  useEffect(() => {
    if (!opening.current) return
    if (q === '' && document.activeElement === document.body && matchMedia('(hover: hover) and (pointer: fine)').matches)
      inputRef.current?.focus({ preventScroll: true })
    opening.current = false
  }, [q, inputRef])
  const press = (event: KeyboardEvent): void => {
    // The key that leads here does so once more where it already has led: no query begins with a slash.
    if (event.key === '/' && draft === '') {
      event.preventDefault()
      combobox.show()
      return
    }
    // With recent searches the next stop is the button that clears them.
    if (event.key === 'Tab' && recent.length === 0) combobox.hide()
    else combobox.press(event)
  }
  const leave = (event: FocusEvent<HTMLElement>): void => {
    // The field stays the active element while another window has the focus.
    if (document.activeElement === inputRef.current || event.currentTarget.contains(event.relatedTarget)) return
    combobox.hide()
    if (event.target === inputRef.current) remember(draft)
  }
  const submit = (): void => {
    combobox.hide()
    send(draft)
    remember(draft)
    onSettle()
    showResults()
  }
  const clearRecent = (): void => {
    forgetAll()
    inputRef.current?.focus()
  }
  return (
    <div className="searchwrap" role="presentation" onBlur={leave}>
      <SearchField
        name={formatFieldName(collection.name).toLowerCase()}
        draft={draft}
        busy={busy}
        inputRef={inputRef}
        combobox={combobox}
        shown={shown}
        hint={shown && recent.length > 0 ? HINT : undefined}
        onDraft={setDraft}
        onComposing={setComposing}
        onFocus={() => draft === '' && !opening.current && combobox.show()}
        onPress={press}
        onSubmit={submit}
      />
      {shown && (
        <SuggestionList
          collection={collection}
          recent={recent}
          suggestions={suggestions}
          popular={popular}
          combobox={combobox}
          onChoose={choose}
          onForget={forget}
          onForgetAll={clearRecent}
        />
      )}
      {shown && recent.length > 0 && (
        <span className="sr" id={HINT}>
          Delete removes a recent search.
        </span>
      )}
      <span className="sr" role="status">
        {shown ? `${count} ${count === 1 ? 'suggestion' : 'suggestions'}` : ''}
      </span>
    </div>
  )
}
