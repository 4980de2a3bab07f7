import { parseSearchQuery } from './parse-search-query.ts'

const MEMBERS = ['filter', 'fields', 'explain']

/** Query parameters as the POST body's members; what does not fit its type, or is unknown, is left for the schema to refuse. */
export function parseSimilarQuery(params: URLSearchParams): Record<string, unknown> {
  const request: Record<string, unknown> = parseSearchQuery(new URLSearchParams([...params].filter(([name]) => MEMBERS.includes(name))))
  for (const name of new Set(params.keys())) {
    const value = params.getAll(name).at(-1) ?? ''
    if (name === 'limit') request[name] = /^\d+$/.test(value) ? Number(value) : value
    else if (name === 'vectors') request[name] = readVectors(params.getAll(name))
    else if (!MEMBERS.includes(name)) request[name] = value
  }
  return request
}

/** Names, or one JSON object of weights. */
function readVectors(values: readonly string[]): unknown {
  const [value = ''] = values
  if (!value.startsWith('{')) return values.flatMap((part) => part.split(',')).flatMap((part) => part.trim() || [])
  try {
    return JSON.parse(value) as unknown
  } catch {
    return value
  }
}
