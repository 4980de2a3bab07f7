import { useLayoutEffect, useRef, type ReactNode } from 'react'
import { CloseIcon } from './icons.tsx'

type Props = { title: string; side: 'left' | 'right'; onClose: () => void; children: ReactNode; footer?: ReactNode }

/** A modal panel: the native dialog keeps focus inside, closes on Esc and gives focus back to what opened it. */
export function Sheet({ title, side, onClose, children, footer }: Props) {
  const ref = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => {
    const dialog = ref.current
    if (dialog === null) return
    dialog.showModal()
    // Removing an open dialog would drop the focus; closing it first gives it back.
    return () => dialog.close()
  }, [])
  return (
    <dialog
      ref={ref}
      className="sheet"
      data-side={side}
      aria-labelledby={`sheet-${side}`}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onClick={(event) => {
        if (event.target === ref.current) onClose()
      }}
    >
      <div className="sheet-inner">
        <div className="sheet-head">
          <h2 id={`sheet-${side}`}>{title}</h2>
          <button type="button" className="icon-button" aria-label="Close" onClick={onClose}>
            <CloseIcon />
          </button>
        </div>
        <div className="sheet-body">{children}</div>
        {footer !== undefined && <div className="sheet-foot">{footer}</div>}
      </div>
    </dialog>
  )
}
