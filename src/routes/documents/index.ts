import type { App } from '../app-types.ts'
import { mountImport } from './import.ts'
import { mountReadDocuments } from './read.ts'
import { mountWriteDocuments } from './write.ts'

export function mountDocuments(app: App): void {
  mountWriteDocuments(app)
  mountReadDocuments(app)
  mountImport(app)
}
