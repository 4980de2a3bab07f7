export type Scale = { min: number; max: number; step: number }

export const DAY_MS = 86_400_000

/** Ends and step of a range slider that cover [min, max]: whole units when the span allows it, days for dates. */
export function chooseScale(min: number, max: number, dates: boolean): Scale {
  const span = max - min
  const step = dates ? DAY_MS : span >= 20 || (Number.isInteger(min) && Number.isInteger(max)) ? 1 : span >= 2 ? 0.1 : 0.01
  const perUnit = Math.round(1 / step)
  const low = step >= 1 ? Math.floor(min / step) * step : Math.floor(min * perUnit) / perUnit
  const high = step >= 1 ? Math.ceil(max / step) * step : Math.ceil(max * perUnit) / perUnit
  return { min: low, max: high, step }
}
