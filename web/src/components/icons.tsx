import type { ReactNode } from 'react'

function Icon({ children, size = 20 }: { children: ReactNode; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {children}
    </svg>
  )
}

export const SearchIcon = ({ size = 20 }: { size?: number }) => (
  <Icon size={size}>
    <circle cx="9" cy="9" r="5.5" />
    <path d="m13.2 13.2 3.8 3.8" />
  </Icon>
)
export const CloseIcon = ({ size = 20 }: { size?: number }) => (
  <Icon size={size}>
    <path d="m5.5 5.5 9 9m0-9-9 9" />
  </Icon>
)
export const FilterIcon = () => (
  <Icon>
    <path d="M3 6h14M6 10h8M8.5 14h3" />
  </Icon>
)
export const ChevronIcon = ({ size = 16 }: { size?: number }) => (
  <Icon size={size}>
    <path d="m6 8 4 4 4-4" />
  </Icon>
)
export const ArrowIcon = () => (
  <Icon size={16}>
    <path d="M7.5 5 12 10l-4.5 5" />
  </Icon>
)
export const BackIcon = () => (
  <Icon size={16}>
    <path d="M12.5 5 8 10l4.5 5" />
  </Icon>
)
export const ClockIcon = () => (
  <Icon size={17}>
    <circle cx="10" cy="10" r="6.5" />
    <path d="M10 6.5V10l2.5 1.5" />
  </Icon>
)
export const UndoIcon = () => (
  <Icon size={14}>
    <path d="M8 4 4 8l4 4M4.5 8H12a4 4 0 0 1 0 8H9" />
  </Icon>
)
export const BarsIcon = () => (
  <Icon size={16}>
    <path d="M4 16V9m4.5 7V4M13 16v-5m4 5V7" />
  </Icon>
)

/** The mark: a globe whose one bright line is the meridian. */
export const Mark = () => (
  <svg className="mark-logo" width="30" height="30" viewBox="0 0 32 32" fill="none" aria-hidden="true" focusable="false">
    <g stroke="currentColor" strokeWidth="1.5">
      <circle cx="16" cy="16" r="12.5" />
      <path d="M4.2 12h23.6M4.2 20h23.6" opacity=".5" />
    </g>
    <path className="mark-line" d="M16 3.5c-5.2 3.6-5.2 21.4 0 25 5.2-3.6 5.2-21.4 0-25z" strokeWidth="1.9" />
  </svg>
)
