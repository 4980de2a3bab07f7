import type { FilterAst, FilterField, ResolvedFilter } from '../../../../../src/domain/catalog/filter/index.ts'
import { parseFilter, resolveFilter } from '../../../../../src/domain/catalog/filter/index.ts'

/** One field of every type, a hierarchical, a nested and a hidden one, and names that need backticks. */
export const FIELDS: readonly FilterField[] = [
  { name: 'title', id: 1, type: 'text' },
  { name: 'brand', id: 2, type: 'string' },
  { name: 'tags', id: 3, type: 'string[]' },
  { name: 'price', id: 4, type: 'number' },
  { name: 'sizes', id: 5, type: 'number[]' },
  { name: 'inStock', id: 6, type: 'boolean' },
  { name: 'releasedAt', id: 7, type: 'date' },
  { name: 'shownAt', id: 8, type: 'date[]' },
  { name: 'place', id: 9, type: 'geo' },
  { name: 'image', id: 10, type: 'image' },
  { name: 'category', id: 11, type: 'string', separator: ' > ' },
  { name: 'box.width', id: 12, type: 'number' },
  { name: 'between', id: 13, type: 'string' },
  { name: 'wi-fi `fast` \\ "x"', id: 14, type: 'boolean' },
  { name: 'cost', id: 15, type: 'number', hidden: true },
]
export const NAMES = FIELDS.map((field) => field.name)

const BY_NAME = new Map(FIELDS.map((field) => [field.name, field]))
export function lookupField(name: string): FilterField | undefined {
  return BY_NAME.get(name)
}

/** Parses text that is known to be right. */
export function parse(text: string): FilterAst {
  const result = parseFilter(text)
  if (!result.ok) throw new Error(`${text}: ${result.error.message}`)
  return result.value
}

export function resolveAst(ast: FilterAst): ResolvedFilter {
  const result = resolveFilter(ast, lookupField, { allowHidden: true })
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}

export function resolve(text: string): ResolvedFilter {
  return resolveAst(parse(text))
}
