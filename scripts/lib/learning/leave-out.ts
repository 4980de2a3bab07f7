import type { Setting } from './judged-query.ts'

/** One of the two sides, or the place of another feature among the weights of a setting. */
export type Feature = 'keyword' | 'semantic' | number

/** The setting with nothing of a feature; without a side, the other has all. */
export function leaveOut(setting: Setting, feature: Feature): Setting {
  if (feature === 'keyword') return { ...setting, semantic: 1 }
  if (feature === 'semantic') return { ...setting, semantic: 0 }
  return { ...setting, weights: setting.weights.with(feature, 0) }
}
