// The cases that every embedder keeps, over a model learnt from the texts themselves.
import { addDocuments, createLearner, embed, finish, step } from '../../../src/domain/embedding/index.ts'
import type { TextEmbedder } from '../../../src/domain/embedding/text-embedder.ts'
import { analyse } from '../../../src/shared/text/index.ts'
import { contractTexts, runTextEmbedderContract } from '../../contract/text-embedder-cases.ts'

const learner = createLearner()
addDocuments(learner, contractTexts.map((text) => analyse(text, 'en')))
while (step(learner).phase !== 'done');
const model = finish(learner)

const learnt: TextEmbedder = {
  model: 'embedded:1',
  dimensions: 256,
  embed: async (texts) => texts.map((text) => embed(model, analyse(text, 'en'))),
}

runTextEmbedderContract('embedded', () => learnt)
