/** The range of an ECMAScript time value. */
export const MAX_EPOCH_MS = 8.64e15

const DATE = /^(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?(?:[Zz]|([+-])(\d{2}):(\d{2})))?$/

/**
 * Epoch milliseconds of an RFC 3339 date-time, or of a full date at midnight UTC; undefined for anything else.
 * Digits past the millisecond are dropped; a leap second counts as the second after it.
 */
export function parseDate(text: string): number | undefined {
  const match = DATE.exec(text)
  if (match === null) return undefined
  const part = (index: number): number => Number(match[index] ?? 0)
  const [year, month, day, hour, minute, second] = [part(1), part(2), part(3), part(4), part(5), part(6)]
  const [offsetHour, offsetMinute] = [part(9), part(10)]
  if (month < 1 || month > 12 || day < 1 || day > countDays(year, month)) return undefined
  if (hour > 23 || minute > 59 || second > 60 || offsetHour > 23 || offsetMinute > 59) return undefined
  const milliseconds = Number((match[7] ?? '').slice(0, 3).padEnd(3, '0'))
  const offset = (match[8] === '-' ? -1 : 1) * (offsetHour * 60 + offsetMinute)
  // Date.UTC reads years below 100 as 19xx, so the year goes in by 400-year steps, which repeat the calendar exactly.
  const base = Date.UTC(year + 400, month - 1, day) - 146_097 * 86_400_000
  return base + ((hour * 60 + minute - offset) * 60 + second) * 1000 + milliseconds
}

function countDays(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}
