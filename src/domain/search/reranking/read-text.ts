import { stripMarkup } from '../../../shared/text/index.ts'
import type { JsonObject } from '../../../contracts/documents.ts'
import { type Collection, WEIGHT_CLASSES, hideFields, schemaOf, searchableTexts, textsOf, valueAt } from '../../catalog/index.ts'

/** Many times what a cross-encoder reads: adapters cut to its tokens, this only keeps long documents out of memory. */
const MOST_CHARACTERS = 8000

/**
 * What a cross-encoder reads of a document: title, description, then the searched texts, heaviest class first, each text once. Hidden
 * fields stay out whoever asks: the text leaves for a service, and the order would tell of them.
 */
export function readRerankText({ definition }: Collection, body: JsonObject): string {
  const visible = hideFields(definition, body, false)
  const display = [definition.display.title, definition.display.description].flatMap((name) =>
    name === undefined ? [] : textsOf(valueAt(visible, name)),
  )
  const searched = searchableTexts(schemaOf(definition), visible).toSorted(
    (left, right) => WEIGHT_CLASSES.indexOf(left.weight) - WEIGHT_CLASSES.indexOf(right.weight),
  )
  const texts = new Set([...display, ...searched.map(({ text }) => text)].map((text) => stripMarkup(text.slice(0, MOST_CHARACTERS)).trim()))
  return [...texts]
    .filter((text) => text !== '')
    .join('\n')
    .slice(0, MOST_CHARACTERS)
}
