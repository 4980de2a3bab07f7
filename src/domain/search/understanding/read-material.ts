import type { UnderstandingStep } from '../../../contracts/understanding.ts'
import type { Collection } from '../../catalog/index.ts'
import type { UnderstandingMaterial, UnderstandingPorts } from './ports.ts'

/** How long a search waits for words it has not read yet; they are kept for the next one. */
const MATERIAL_BUDGET_MS = 400

/**
 * What the steps need, read once an isolate and version. `complete` is false when something did not come in time: the
 * answer then understands less than the next one will.
 */
export async function readMaterial(
  ports: UnderstandingPorts,
  collection: Collection,
  steps: ReadonlySet<UnderstandingStep>,
): Promise<{ material: UnderstandingMaterial; complete: boolean }> {
  const needed = (...names: UnderstandingStep[]): boolean => names.some((name) => steps.has(name))
  const work = Promise.all([
    needed('spelling', 'classify') ? ports.vocabulary(collection) : null,
    needed('intent') ? ports.values(collection) : null,
    needed('normalise', 'spelling', 'synonyms') ? ports.words(collection) : null,
  ])
  const found = await ports.within(
    work.catch(() => undefined),
    MATERIAL_BUDGET_MS,
  )
  const [vocabulary, values, words] = found ?? [null, null, null]
  return { material: { vocabulary, values, words }, complete: found !== undefined }
}
