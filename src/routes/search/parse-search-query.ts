const LISTS = new Set(['facets', 'sort', 'fields', 'highlight', 'segments', 'vectors'])
const NUMBERS = new Set(['facetLimit', 'page', 'perPage', 'snippet'])
const BOOLEANS = new Set(['understand', 'explain', 'personalize', 'typing', 'literal', 'rerank'])
const OBJECTS = new Set(['weights', 'rerank', 'group', 'diversity'])

/** Query parameters as the POST body's members; what does not fit its type is left as text for the schema to refuse. */
export function parseSearchQuery(params: URLSearchParams): Record<string, unknown> {
  const request = Object.create(null) as Record<string, unknown>
  for (const name of new Set(params.keys())) {
    const values = params.getAll(name)
    const value = values.at(-1) ?? ''
    if (name === 'highlight' && value === 'false') request[name] = false
    // ids may hold commas: repeated, one a parameter
    else if (name === 'withoutChips') request[name] = values
    else if (LISTS.has(name)) request[name] = values.flatMap(name === 'sort' ? splitSort : splitList)
    else if (NUMBERS.has(name)) request[name] = /^-?\d+(\.\d+)?(e\+?\d+)?$/i.test(value) ? Number(value) : value
    else if (BOOLEANS.has(name) && (value === 'true' || value === 'false')) request[name] = value === 'true'
    else if (name === 'understand') request[name] = splitList(value)
    else if (OBJECTS.has(name)) request[name] = parseObject(value)
    else if (name === 'near') request[name] = parsePlace(value)
    else request[name] = value
  }
  return request
}

function splitList(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

/** The comma inside _distance(lat,lng) does not separate. */
function splitSort(text: string): string[] {
  return text
    .split(/,(?![^(]*\))/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

/** "52.5,13.4" or the object as JSON. */
function parsePlace(text: string): unknown {
  const pair = /^\s*(-?\d+(?:\.\d+)?)\s*,\s*(-?\d+(?:\.\d+)?)\s*$/.exec(text)
  return pair ? { lat: Number(pair[1]), lng: Number(pair[2]) } : parseObject(text)
}

function parseObject(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text
  }
}
