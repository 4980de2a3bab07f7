import type { RankTrace } from '../../../src/contracts/search.ts'

/** `share` is the length of the bar in [0, 1], against the largest contribution of this hit. */
export type TraceRow = RankTrace['features'][number] & { share: number }

/** The features by how much they moved the hit, largest first; ties keep the order of the trace. */
export function listTraceRows(trace: Pick<RankTrace, 'features'>): TraceRow[] {
  const largest = Math.max(0, ...trace.features.map((feature) => Math.abs(feature.contribution)))
  return trace.features
    .map((feature) => ({ ...feature, share: largest === 0 ? 0 : Math.abs(feature.contribution) / largest }))
    .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution))
}

/** What was measured, in the unit that the feature is measured in: a count, days, metres; a dash where nothing was. */
export function formatRaw(name: string, raw: number | null): string {
  if (raw === null) return '–'
  switch (name) {
    case 'popularity':
      return String(raw)
    case 'freshness':
      return `${Math.round(raw)} d`
    case 'distance':
      return raw < 1000 ? `${Math.round(raw)} m` : `${(raw / 1000).toFixed(raw < 100_000 ? 1 : 0)} km`
    default:
      return formatScore(raw)
  }
}

/** Numbers of a trace: as many digits as tell two hits apart, none that only pretend to; what rounds to nothing is not called nothing. */
export function formatScore(value: number): string {
  if (value !== 0 && Math.abs(value) < 0.0005) return value > 0 ? '<0.001' : '>−0.001'
  return Math.abs(value) >= 100 ? value.toFixed(1) : value.toFixed(3)
}
