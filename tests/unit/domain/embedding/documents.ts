import { randomBitsAt } from '../../../../src/shared/math/random.ts'
import {
  type AnalysedTerm,
  type LearnerConfig,
  type Learner,
  type TextModel,
  addDocuments,
  createLearner,
  finish,
  step,
} from '../../../../src/domain/embedding/index.ts'

export function toTerms(text: string): AnalysedTerm[] {
  return text
    .split(' ')
    .filter((term) => term !== '')
    .map((term) => ({ term }))
}

/** Documents of 12 words, each about one of `topics` subjects of 30 words, with a few words of anything. */
export function makeDocuments(count: number, topics: number, seed: number): AnalysedTerm[][] {
  return Array.from({ length: count }, (_, document) => {
    const topic = document % topics
    return Array.from({ length: 12 }, (_unused, at) => {
      const bits = randomBitsAt(seed, document * 64 + at)
      const word = at < 9 ? `t${topic}w${bits % 30}` : `any${bits % 200}`
      return { term: word }
    })
  })
}

export function fillLearner(documents: readonly (readonly AnalysedTerm[])[], config: Partial<LearnerConfig>): Learner {
  const learner = createLearner({ subwordBuckets: 256, ...config })
  addDocuments(learner, documents)
  return learner
}

export function learn(documents: readonly (readonly AnalysedTerm[])[], config: Partial<LearnerConfig> = {}): TextModel {
  const learner = fillLearner(documents, config)
  while (step(learner).phase !== 'done');
  return finish(learner)
}
