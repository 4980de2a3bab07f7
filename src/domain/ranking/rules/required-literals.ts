/** Of one letter nearly every query has; two tell expressions apart. */
export const LEAST_LITERAL = 2

const PLAIN = /^[a-z0-9 ]$/

/**
 * Texts of which at least one stands in everything that an expression (RE2's syntax, case ignored) matches in normalised words; null
 * when none could be told. One a branch of the outermost alternatives: the longest run of plain characters outside groups and
 * classes, less what a quantifier may leave out. What is not understood at sight gives null, which is always sound.
 */
export function findRequiredLiterals(expression: string): readonly string[] | null {
  // quoted parts and named classes end where a short look does not see it
  if (/\\[QE]|\[:/.test(expression)) return null
  const literals: string[] = []
  let runs: string[] = ['']
  let depth = 0
  const endBranch = (): boolean => {
    const longest = runs.reduce((best, run) => (run.trim().length > best.trim().length ? run : best), '')
    literals.push(longest)
    runs = ['']
    return longest.trim().length >= LEAST_LITERAL
  }
  for (let at = 0; at < expression.length; at++) {
    const char = expression.charAt(at).toLowerCase()
    const previous = runs.at(-1) ?? ''
    if (char === '\\') at++
    else if (char === '[') at = skipClass(expression, at)
    else if (char === '(') depth++
    else if (char === ')') depth--
    else if (depth > 0) continue
    else if (char === '|') {
      if (!endBranch()) return null
      continue
    } else if (char === '?' || char === '*' || char === '{') {
      runs[runs.length - 1] = previous.slice(0, -1)
      if (char === '{') at = skipTo(expression, '}', at)
    } else if (PLAIN.test(char)) {
      runs[runs.length - 1] = previous + char
      continue
    }
    if (depth <= 1) runs.push('')
  }
  return endBranch() ? literals : null
}

/** Place of the bracket that closes a class; one that stands first is a member of it. */
function skipClass(expression: string, from: number): number {
  let at = from + 1
  if (expression.charAt(at) === '^') at++
  if (expression.charAt(at) === ']') at++
  for (; at < expression.length && expression.charAt(at) !== ']'; at++) if (expression.charAt(at) === '\\') at++
  return at
}

function skipTo(expression: string, char: string, from: number): number {
  const at = expression.indexOf(char, from)
  return at === -1 ? expression.length : at
}
