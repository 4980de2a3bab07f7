import type { Language } from '../../../../shared/text/index.ts'

const QWERTY = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm']
const QWERTZ = ['qwertzuiop', 'asdfghjkl', 'yxcvbnm']
const AZERTY = ['azertyuiop', 'qsdfghjklm', 'wxcvbn']
const LAYOUTS: Partial<Record<Language, readonly string[]>> = {
  de: QWERTZ,
  cs: QWERTZ,
  sk: QWERTZ,
  hu: QWERTZ,
  sl: QWERTZ,
  hr: QWERTZ,
  fr: AZERTY,
}

const pairs = new Map<readonly string[], ReadonlySet<number>>()

function pairNeighbours(rows: readonly string[]): Set<number> {
  const keys = rows.flatMap((row, y) => [...row].map((letter, x) => ({ code: letter.charCodeAt(0), x: x + y * 0.5, y })))
  const found = new Set<number>()
  for (const one of keys) {
    for (const other of keys) {
      if (one !== other && Math.abs(one.y - other.y) <= 1 && Math.abs(one.x - other.x) <= 1) found.add(one.code * 0x10000 + other.code)
    }
  }
  return found
}

/** Pairs of letters (UTF-16 code * 65536 + code) whose keys touch on the keyboard people of the language use. */
export function keyboardNeighbours(language: Language): ReadonlySet<number> {
  const rows = LAYOUTS[language] ?? QWERTY
  let found = pairs.get(rows)
  if (found === undefined) pairs.set(rows, (found = pairNeighbours(rows)))
  return found
}
