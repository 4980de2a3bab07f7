import { useEffect, useState, useSyncExternalStore } from 'react'

/** Whether a media query holds, now and as it changes. */
export function useMedia(query: string): boolean {
  const [list] = useState(() => matchMedia(query))
  return useSyncExternalStore(
    (notify) => {
      list.addEventListener('change', notify)
      return () => list.removeEventListener('change', notify)
    },
    () => list.matches,
  )
}

/** Whether the browser thinks it has a network; `onBack` is called when it comes back. */
export function useOnline(onBack: () => void): boolean {
  const [online, setOnline] = useState(navigator.onLine)
  useEffect(() => {
    const back = (): void => {
      setOnline(true)
      onBack()
    }
    const gone = (): void => setOnline(false)
    addEventListener('online', back)
    addEventListener('offline', gone)
    return () => {
      removeEventListener('online', back)
      removeEventListener('offline', gone)
    }
  }, [onBack])
  return online
}

/** "/" puts the cursor into the search, unless something is being typed elsewhere or a panel is open. */
export function useSlash(focus: () => void): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.key !== '/' || event.metaKey || event.ctrlKey || event.altKey) return
      const target = event.target instanceof HTMLElement ? event.target : null
      if (
        target?.matches('input:not([type=checkbox], [type=radio], [type=range]), textarea, select') ||
        document.querySelector('dialog[open]') !== null
      )
        return
      event.preventDefault()
      focus()
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [focus])
}
