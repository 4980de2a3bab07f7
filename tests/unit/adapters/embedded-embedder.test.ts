// The cases that every embedder keeps, over a model learnt from the texts themselves.
import { expect, test } from 'vitest'
import { createLearntEmbedder } from '../../../src/adapters/embedded/learnt-embedder.ts'
import { addDocuments, createLearner, finish, step } from '../../../src/domain/embedding/index.ts'
import { analyse } from '../../../src/shared/text/index.ts'
import { contractTexts, runTextEmbedderContract } from '../../contract/text-embedder-cases.ts'

const learner = createLearner()
addDocuments(
  learner,
  contractTexts.map((text) => analyse(text, 'en')),
)
while (step(learner).phase !== 'done');
const learnt = createLearntEmbedder(finish(learner), 'en')

runTextEmbedderContract('embedded', () => learnt)

test('a query with forms of its words is embedded as the text is, and is another vector only where the model knows a form', async () => {
  const [text] = await learnt.embed(['battery'], 'query')
  expect(await learnt.embedForms?.('battery', [])).toEqual(text)
  expect(await learnt.embedForms?.('battery', [{ of: ['batteri'], terms: ['unheardof'], weight: 1 }])).toEqual(text)
})
