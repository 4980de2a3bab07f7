import { createRoute, z } from '@hono/zod-openapi'
import { VERSION } from '../../contracts/version.ts'
import { type Check, checkHealth } from '../../services.ts'
import { readSettings } from '../../env.ts'
import type { App } from '../app-types.ts'
import { json } from '../route-parts.ts'

const check = z.object({ name: z.string(), ok: z.boolean(), detail: z.string() }) satisfies z.ZodType<Check>
const view = z.object({ status: z.enum(['ok', 'misconfigured', 'unavailable']), version: z.string(), checks: z.array(check) }).openapi('Health')

const health = createRoute({
  method: 'get',
  path: '/health',
  summary: 'Whether the service can do its work',
  description: 'Names every setting and binding that is wrong or missing. Needs no key.',
  responses: { 200: json(view, 'Everything needed is there'), 503: json(view, 'Something is wrong; the checks say what') },
})

const page = createRoute({
  method: 'get',
  path: '/page.json',
  summary: 'What the page at / needs to know',
  responses: { 200: json(z.object({ searchKey: z.string().nullable(), version: z.string() }), 'The page key, where the operator offers one') },
})

export function mountHealth(app: App): void {
  app.openapi(health, async (c) => {
    c.header('cache-control', 'no-store')
    const result = await checkHealth(c.env)
    return c.json({ ...result, version: VERSION }, result.status === 'ok' ? 200 : 503)
  })
  app.openapi(page, (c) => {
    c.header('cache-control', 'no-store')
    return c.json({ searchKey: readSettings(c.env).MERIDIAN_PAGE_KEY ?? null, version: VERSION }, 200)
  })
}
