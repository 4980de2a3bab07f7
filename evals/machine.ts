import { arch, cpus, platform, release, totalmem } from 'node:os'

/** One line that says what a measurement ran on. */
export function describeMachine(): string {
  const processors = cpus()
  const model = processors[0]?.model.trim() || 'unknown processor'
  return `${processors.length} x ${model}, ${Math.round(totalmem() / 2 ** 30)} GB, ${platform()} ${release()} ${arch()}, Node ${process.versions.node}`
}
