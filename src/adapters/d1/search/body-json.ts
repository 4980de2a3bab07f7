import type { Members } from '../../../domain/search/ports.ts'
import type { Parameters } from '../parameters.ts'

/**
 * SQL of the JSON of a stored body, or of some members of it: a page that shows titles need not carry whole documents, of which every
 * byte is parsed twice on the way. A member that the document lacks is NULL, which group_concat leaves out.
 */
export function bodyJson(body: string, members: Members, params: Parameters): string {
  if (members === null) return body
  const names = params.add(JSON.stringify(members))
  return `'{' || coalesce((SELECT group_concat(json_quote(n.value) || ':' || (${body} -> ('$."' || n.value || '"'))) FROM json_each(${names}) n), '') || '}'`
}
