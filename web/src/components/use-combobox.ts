import { useEffect, useId, useState, type KeyboardEvent } from 'react'
import { moveCursor, type Cursor } from '../state/list-cursor.ts'

type Props = { count: number; onChoose: (index: number) => void; onDelete: (index: number) => void; onBelow: () => void; onClear: () => void }
export type Combobox = {
  active: Cursor
  listId: string
  nameOption: (index: number) => string
  show: () => void
  hide: () => void
  press: (event: KeyboardEvent) => void
}

/** The keyboard of a text field with a list under it (ARIA 1.2 combobox, manual selection): the focus stays in the field. */
export function useCombobox(wanted: boolean, setWanted: (wanted: boolean) => void, { count, onChoose, onDelete, onBelow, onClear }: Props): Combobox {
  const [cursor, setCursor] = useState<Cursor>(null)
  const listId = useId()
  const shown = wanted && count > 0
  const active = shown && cursor !== null && cursor < count ? cursor : null
  const nameOption = (index: number): string => `${listId}-${index}`
  useEffect(() => {
    if (active !== null) document.getElementById(`${listId}-${active}`)?.scrollIntoView({ block: 'nearest' })
  }, [active, listId])

  const show = (): void => {
    setCursor(null)
    setWanted(true)
  }
  const hide = (): void => {
    setCursor(null)
    setWanted(false)
  }
  const press = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') {
      event.preventDefault()
      if (!shown) onClear()
      hide()
    } else if (event.key === 'ArrowDown' && !shown) {
      event.preventDefault()
      if (event.altKey) show()
      else onBelow()
    } else if (event.key === 'Enter' && active !== null) {
      event.preventDefault()
      onChoose(active)
    } else if (event.key === 'Delete' && active !== null) {
      event.preventDefault()
      onDelete(active)
    } else if (shown) {
      const next = moveCursor(event.key, active, count)
      if (next === undefined) return
      event.preventDefault()
      if (next !== 'below') setCursor(next)
      else {
        hide()
        onBelow()
      }
    }
  }
  return { active, listId, nameOption, show, hide, press }
}
