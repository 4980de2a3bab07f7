import type { App } from '../app-types.ts'
import { readSettings } from '../../env.ts'

export function mountSystem(app: App): void {
  app.get('/health', (c) => c.json({ status: 'ok' }))
  app.get('/page.json', (c) => c.json({ searchKey: readSettings(c.env).MERIDIAN_PAGE_KEY ?? null, version: '0.1.0' }))
  app.doc31('/openapi.json', { openapi: '3.1.0', info: { title: 'Meridian', version: '0.1.0' } })
}
