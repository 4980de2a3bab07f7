import { describe, expect, it } from 'vitest'
import { type Rig, createRig } from './sets-rig.ts'
import { build, goBack } from './sets-verbs.ts'

/** The rig's collection with a second vector that no document has anything for, in a set of its own. */
async function learnTwo(): Promise<Rig> {
  const rig = await createRig()
  const { id, definition } = await rig.collection()
  const vectors = [...definition.vectors, { name: 'story', fields: ['plot'], weight: 1, priority: 'high' }]
  await rig.db.all({ sql: 'UPDATE collections SET definition = ?2 WHERE id = ?1', params: [id, JSON.stringify({ ...definition, vectors })] })
  await build(rig, 'automatic')
  await rig.settle()
  return rig
}

describe('learning a model for several vectors', () => {
  it('leaves the share of documents that have each of them, beside the statistics of the model', async () => {
    const { model } = await (await learnTwo()).collection()
    expect(model?.vectorCoverage).toEqual({ content: 1, story: 0 })
    expect(Object.values(model?.statistics ?? {}).every((value) => typeof value === 'number')).toBe(true)
  })

  it('keeps it while the set stands aside', async () => {
    const rig = await learnTwo()
    const { model } = await rig.collection()
    await build(rig, 'automatic')
    await rig.settle()
    await goBack(rig)
    expect((await rig.collection()).model?.vectorCoverage).toEqual(model?.vectorCoverage)
  })

  it('leaves nothing of the only one', async () => {
    const { model } = await (await createRig()).collection()
    expect(model?.statistics['agreement']).toBeGreaterThan(0)
    expect(model).not.toHaveProperty('vectorCoverage')
  })
})
