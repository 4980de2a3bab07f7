/** Bound parameters one filter may use before its values travel as one JSON parameter; D1 allows 100 a statement. */
const MAX_PARAMETERS = 30

export type Parameters = { add(value: string): string }

/** Carries strings and JSON arrays into a statement; equal values share a parameter. */
export type Payloads = {
  /** An SQL expression of the string. */
  bindText(text: string): string
  /** A table expression over a JSON array, with json_each's columns. */
  bindArray(json: string): string
}

/** Compiles once to see which payloads a filter has, then again with as many parameters as they need. */
export function compileWithPayloads(compile: (payloads: Payloads) => string, parameters: Parameters): string {
  const texts = new Map<string, number>()
  const arrays = new Map<string, number>()
  const record = (seen: Map<string, number>, value: string): string => {
    if (!seen.has(value)) seen.set(value, seen.size)
    return '0'
  }
  compile({ bindText: (text) => record(texts, text), bindArray: (json) => record(arrays, json) })
  if (texts.size + arrays.size <= MAX_PARAMETERS) return compile(bindEach(parameters))
  const packed = parameters.add(
    `[${[...texts.keys()]
      .map((text) => JSON.stringify(text))
      .concat([...arrays.keys()])
      .join(',')}]`,
  )
  return compile({
    bindText: (text) => `json_extract(${packed},'$[${texts.get(text)}]')`,
    bindArray: (json) => `json_each(${packed},'$[${texts.size + (arrays.get(json) ?? 0)}]')`,
  })
}

function bindEach(parameters: Parameters): Payloads {
  const placeholders = new Map<string, string>()
  const bind = (kind: string, value: string): string => {
    const key = kind + value
    const placeholder = placeholders.get(key) ?? parameters.add(value)
    placeholders.set(key, placeholder)
    return placeholder
  }
  return { bindText: (text) => bind('t', text), bindArray: (json) => `json_each(${bind('a', json)})` }
}
