import type { KeyboardEvent, RefObject } from 'react'
import { CloseIcon, SearchIcon } from './icons.tsx'
import type { Combobox } from './use-combobox.ts'

type Props = {
  /** What is searched, in words: "products". */
  name: string
  draft: string
  busy: boolean
  inputRef: RefObject<HTMLInputElement | null>
  combobox: Combobox
  /** The list is on the screen. */
  shown: boolean
  /** The id of a hint about the list, when there is one. */
  hint: string | undefined
  onDraft: (text: string) => void
  onComposing: (composing: boolean) => void
  onFocus: () => void
  onPress: (event: KeyboardEvent) => void
  onSubmit: () => void
}

/** The field itself: a text field that is the combobox of the list under it. */
export function SearchField({ name, draft, busy, inputRef, combobox, shown, hint, onDraft, onComposing, onFocus, onPress, onSubmit }: Props) {
  return (
    <form
      className="searchbox"
      role="search"
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit()
      }}
    >
      <span className="searchbox-icon">
        <SearchIcon />
      </span>
      <label className="sr" htmlFor="q">
        Search {name}
      </label>
      <input
        id="q"
        ref={inputRef}
        type="text"
        role="combobox"
        inputMode="search"
        name="q"
        value={draft}
        placeholder={`Search ${name}`}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        enterKeyHint="search"
        aria-keyshortcuts="/"
        aria-autocomplete="list"
        aria-expanded={shown}
        aria-controls={shown ? combobox.listId : undefined}
        aria-activedescendant={combobox.active === null ? undefined : combobox.nameOption(combobox.active)}
        aria-describedby={hint}
        onChange={(event) => {
          onDraft(event.target.value)
          combobox.show()
        }}
        onFocus={onFocus}
        onClick={combobox.show}
        onCompositionStart={() => onComposing(true)}
        onCompositionEnd={() => onComposing(false)}
        onKeyDown={onPress}
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
            onDraft('')
            inputRef.current?.focus()
          }}
        >
          <CloseIcon />
        </button>
      )}
      <span className="progress" data-busy={busy} aria-hidden="true" />
    </form>
  )
}
