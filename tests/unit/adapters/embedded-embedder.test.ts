// The cases that every embedder keeps, over a model learnt from the texts themselves.
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
