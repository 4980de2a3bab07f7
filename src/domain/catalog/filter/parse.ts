import type { FilterAst } from './ast.ts'
import { joinNodes } from './ast.ts'
import type { FilterResult } from './filter-error.ts'
import { catchFilterError, failFilter } from './filter-error.ts'
import { MAX_CONDITIONS, MAX_DEPTH, MAX_FILTER_LENGTH, MAX_GEO_CONDITIONS } from './limits.ts'
import { parseCondition } from './parse-condition.ts'
import { TokenCursor } from './token-cursor.ts'
import { tokenizeFilter } from './tokenize.ts'

/**
 * Reads a filter (CONTRACT: Filter grammar; NOT binds before AND, AND before OR).
 * Errors: `filter.syntax` with the place, `filter.too_complex` past a limit of limits.ts. An empty text is an error.
 */
export function parseFilter(text: string): FilterResult<FilterAst> {
  return catchFilterError(() => {
    if (text.length > MAX_FILTER_LENGTH) {
      failFilter('filter.too_complex', `The filter is longer than ${MAX_FILTER_LENGTH} characters`, { start: MAX_FILTER_LENGTH, length: 0 })
    }
    const cursor = new TokenCursor(text, tokenizeFilter(text))
    const ast = parseOr(cursor)
    const next = cursor.peek()
    if (next.kind === 'symbol' && next.symbol === ')') failFilter('filter.syntax', 'This ")" closes nothing', next)
    if (next.kind !== 'end') cursor.failExpected('AND, OR or the end')
    checkSize(ast)
    return ast
  })
}

function parseOr(cursor: TokenCursor): FilterAst {
  const nodes: [FilterAst, ...FilterAst[]] = [parseAnd(cursor)]
  while (cursor.acceptKeyword('OR')) nodes.push(parseAnd(cursor))
  return joinNodes('or', nodes)
}

function parseAnd(cursor: TokenCursor): FilterAst {
  const nodes: [FilterAst, ...FilterAst[]] = [parseNot(cursor)]
  while (cursor.acceptKeyword('AND')) nodes.push(parseNot(cursor))
  return joinNodes('and', nodes)
}

function parseNot(cursor: TokenCursor): FilterAst {
  const { start } = cursor.peek()
  if (!cursor.acceptKeyword('NOT')) return parseGroup(cursor)
  const child = cursor.nest(() => parseNot(cursor))
  return { kind: 'not', child, start, length: cursor.lastEnd() - start }
}

function parseGroup(cursor: TokenCursor): FilterAst {
  const open = cursor.peek()
  if (!cursor.acceptSymbol('(')) return parseCondition(cursor)
  const inner = cursor.nest(() => parseOr(cursor))
  if (cursor.acceptSymbol(')')) return inner
  if (cursor.peek().kind === 'end') failFilter('filter.syntax', 'This "(" is never closed', open)
  return cursor.failExpected('AND, OR or ")"')
}

function checkSize(ast: FilterAst): void {
  let conditions = 0
  let geoConditions = 0
  const visit = (node: FilterAst, depth: number): void => {
    if (depth > MAX_DEPTH) failFilter('filter.too_complex', `The filter is nested deeper than ${MAX_DEPTH} levels`, node)
    if (node.kind === 'not') return visit(node.child, depth + 1)
    if (node.kind === 'and' || node.kind === 'or') return node.children.forEach((child) => visit(child, depth + 1))
    conditions += 1
    if (conditions > MAX_CONDITIONS)
      failFilter(
        'filter.too_complex',
        `The filter has more than ${MAX_CONDITIONS} conditions`,
        node,
        'Write many values of one field as field IN [...]',
      )
    if (node.kind.startsWith('geo')) geoConditions += 1
    if (geoConditions > MAX_GEO_CONDITIONS) failFilter('filter.too_complex', `The filter has more than ${MAX_GEO_CONDITIONS} geo conditions`, node)
  }
  visit(ast, 1)
}
