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
  let complete = true
  // each on its own: what can't be read takes nothing else along
  const read = async <T>(when: boolean, work: () => Promise<T>): Promise<T | null> => {
    if (!when) return null
    const found = await ports.within(
      work().catch(() => undefined),
      MATERIAL_BUDGET_MS,
    )
    if (found === undefined) complete = false
    return found ?? null
  }
  const [vocabulary, values, words] = await Promise.all([
    read(needed('spelling', 'classify'), () => ports.vocabulary(collection)),
    read(needed('intent'), () => ports.values(collection)),
    read(needed('normalise', 'spelling', 'synonyms'), () => ports.words(collection)),
  ])
  return { material: { vocabulary, values, words }, complete }
}
