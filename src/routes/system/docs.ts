import { ERRORS } from '../../contracts/errors.ts'
import { VERSION } from '../../contracts/version.ts'
import type { App } from '../app-types.ts'
import { type ApiDocument, renderReference } from './render-reference.ts'
import { renderErrors } from './render-errors.ts'

const INFO = {
  openapi: '3.1.0',
  info: {
    title: 'Meridian',
    version: VERSION,
    description: 'Search over collections of JSON documents: keyword, semantic and hybrid, over one result set.',
  },
  security: [{ key: [] as string[] }],
}

/** The reference is rendered here from the same document that machines read: nothing is loaded from elsewhere. */
export function mountDocs(app: App): void {
  app.openAPIRegistry.registerComponent('securitySchemes', 'key', { type: 'http', scheme: 'bearer', description: 'An admin or a search key' })
  app.doc31('/openapi.json', INFO)
  app.get('/docs', (c) => c.html(renderReference(app.getOpenAPI31Document(INFO) as unknown as ApiDocument)))
  app.get('/docs/errors', (c) => c.html(renderErrors(ERRORS)))
}
