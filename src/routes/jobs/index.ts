import type { App } from '../app-types.ts'

export function mountJobs(_app: App): void {}
