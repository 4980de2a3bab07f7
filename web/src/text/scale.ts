export type Scale = { min: number; max: number; step: number }

export const DAY_MS = 86_400_000

/** Ends and step of a range slider that cover [min, max]: whole units when the span allows it, days for dates. */
export function chooseScale(min: number, max: number, dates: boolean): Scale {
  const step = dates ? DAY_MS : chooseStep(min, max)
  if (step >= 1) return { min: Math.floor(min / step) * step, max: Math.ceil(max / step) * step, step }
  const perUnit = Math.round(1 / step)
  // 4.9 * 100 is 490.00000000000006: rounding away what binary fractions add keeps 4.9 the end.
  const scale = (value: number): number => Math.round(value * perUnit * 1e6) / 1e6
  return { min: Math.floor(scale(min)) / perUnit, max: Math.ceil(scale(max)) / perUnit, step }
}

function chooseStep(min: number, max: number): number {
  if (max - min >= 20 || (Number.isInteger(min) && Number.isInteger(max))) return 1
  return max - min >= 2 ? 0.1 : 0.01
}
