import { expect, test } from 'vitest'
import type { SearchPorts } from '../../../../../src/domain/search/index.ts'
import { createExplainer, stepOf } from '../../../../support/explainer.ts'
import { createSearchHarness } from '../../../../support/search-harness.ts'

/** A hundred documents nearer to the query than the one asked about, so that its place is looked for as well. */
async function openDesks() {
  const harness = createSearchHarness()
  await harness.create('desks', {
    fields: [{ name: 'title', type: 'text', search: 'a' }],
    vectors: [{ name: 'content', fields: ['title'], weight: 1, priority: 'high' }],
  })
  const desks = Array.from({ length: 110 }, (_, at) => ({ id: `d${at}`, title: 'walnut desk' }))
  await harness.write('desks', [...desks, { id: 'shelf', title: 'walnut shelf' }])
  await harness.embed('desks')
  return harness
}

test('an explanation waits for the semantic side as long as a search does, over all its stages', async () => {
  const harness = await openDesks()
  const waits: number[] = []
  const within: SearchPorts['within'] = async (work, milliseconds) => {
    waits.push(milliseconds)
    const result = await work
    harness.clock.now += 600
    return result
  }
  await createExplainer(harness, 'desks', { ports: { within } })('shelf', { q: 'walnut desk', understand: false })
  // finding, scoring, the document's own similarity, its place
  expect(waits).toEqual([1500, 900, 300, 0])
})

test('what does not come in time is said to be missing, and the search is explained all the same', async () => {
  const harness = await openDesks()
  const within: SearchPorts['within'] = async (work, milliseconds) => {
    if (milliseconds <= 0) return undefined
    const result = await work
    harness.clock.now += 750
    return result
  }
  const response = await createExplainer(harness, 'desks', { ports: { within } })('shelf', { q: 'walnut desk', understand: false })
  expect(stepOf(response, 'semantic')).toMatchObject({ outcome: 'failed', details: { places: {}, kept: 100 } })
  expect(stepOf(response, 'semantic').text).toContain('its similarity could not be had in time')
  expect(response.total).toBe(110)
})
