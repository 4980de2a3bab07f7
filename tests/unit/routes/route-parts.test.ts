import { OpenAPIHono } from '@hono/zod-openapi'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AppError } from '../../../src/contracts/errors.ts'
import type { AppTypes } from '../../../src/routes/app-types.ts'
import { PUBLIC_ROUTES } from '../../../src/routes/public-routes.ts'
import { decodeCursor, encodeCursor, listQuery } from '../../../src/routes/route-parts.ts'
import { findMethods, isOpen } from '../../../src/routes/route-table.ts'

describe('cursors', () => {
  test('give back any id, in characters that need no escaping, within what lists take', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 128 }), (id) => {
        const cursor = encodeCursor(id)
        expect(cursor).toMatch(/^[\w-]+$/)
        expect(listQuery.safeParse({ cursor }).success).toBe(true)
        expect(decodeCursor(cursor ?? undefined)).toBe(id)
      }),
    )
    const widest = '\uffff'.repeat(128)
    expect(listQuery.safeParse({ cursor: encodeCursor(widest) }).success).toBe(true)
  })

  test('of nobody are refused, never read as the first page', () => {
    expect([encodeCursor(null), decodeCursor(undefined)]).toEqual([null, null])
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.base64String()), (text) => {
        fc.pre(!text.startsWith('YWZ0ZXI6'))
        expect(() => decodeCursor(text)).toThrow(AppError)
      }),
    )
  })
})

describe('the table of routes', () => {
  const app = new OpenAPIHono<AppTypes>()
  app.use(async (_c, next) => next())
  app.get('/docs', (c) => c.text(''))
  app.get('/v1/things/:thing', (c) => c.text(''))
  app.on(['PUT', 'DELETE'], '/v1/things/:thing', (c) => c.text(''))
  app.post('/v1/things/search', (c) => c.text(''))
  app.get('/metrics.txt', (c) => c.text(''))

  test.each([
    ['/v1/things/a', ['DELETE', 'GET', 'HEAD', 'PUT']],
    ['/v1/things/a%2Fb', ['DELETE', 'GET', 'HEAD', 'PUT']],
    ['/v1/things/search', ['DELETE', 'GET', 'HEAD', 'POST', 'PUT']],
    ['/v1/things/', []],
    ['/v1/things/a/', []],
    ['/v1/things/a/b', []],
    ['/metrics.txt', ['GET', 'HEAD']],
    ['/metricsxtxt', []],
  ])('%s answers %j', (path, methods) => {
    expect(findMethods(app, path)).toEqual(methods)
  })

  test('opens the public list and what is not there, and nothing else', () => {
    for (const path of [...PUBLIC_ROUTES, '/', '/assets/x.js', '/v1x']) expect(isOpen(app, path), path).toBe(true)
    for (const path of ['/v1', '/v1/', '/V1/things/a', '/v1/things/a', '/v1/nothing', '/metrics.txt']) expect(isOpen(app, path), path).toBe(false)
  })
})
