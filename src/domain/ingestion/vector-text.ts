import type { JsonObject } from '../../contracts/documents.ts'
import { stripMarkup } from '../../shared/text/index.ts'
import { type Collection, schemaOf, valueAt } from '../catalog/index.ts'

/**
 * The text a named vector stands for: its fields' texts and numbers in the order of the definition, hidden ones left out.
 * A picture's address says nothing of the picture: it is no text, and a vector over pictures alone has none.
 * `emphasise` says the heaviest fields twice: a model that counts words learns more from titles that way (on the judged
 * sets, docs/design/embedding.md); models that read sentences should not be given any twice.
 */
export function vectorText(collection: Collection, vector: string, body: JsonObject, emphasise: boolean): string {
  const definition = collection.definition.vectors.find(({ name }) => name === vector)
  if (!definition) return ''
  const schema = schemaOf(collection.definition)
  const texts: string[] = []
  for (const name of definition.fields) {
    const field = schema.field(name)
    if (field?.hidden === true || field?.type === 'image') continue
    const times = emphasise && field?.search === 'a' ? 2 : 1
    const names = name.endsWith('*') ? Object.keys(body).filter((member) => member.startsWith(name.slice(0, -1))) : [name]
    for (const member of names) {
      const value = valueAt(body, member)
      for (const item of Array.isArray(value) ? value : [value])
        for (let time = 0; time < times; time++)
          if (typeof item === 'string' && item !== '') texts.push(stripMarkup(item))
          else if (typeof item === 'number') texts.push(String(item))
    }
  }
  return texts.join('\n')
}
