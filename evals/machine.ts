import { arch, cpus, loadavg, platform, release, totalmem } from 'node:os'

/** One line that says what a measurement runs on, and how busy that was before it: to be asked at its start. */
export function describeMachine(): string {
  const processors = cpus()
  const model = processors[0]?.model.trim() || 'unknown processor'
  return `${processors.length} x ${model}, ${Math.round(totalmem() / 2 ** 30)} GB, ${platform()} ${release()} ${arch()}, Node ${process.versions.node}, load average ${(loadavg()[0] ?? 0).toFixed(1)} at the start`
}
