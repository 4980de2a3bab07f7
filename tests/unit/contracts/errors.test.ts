import { describe, expect, test } from 'vitest'
import { AppError, ERRORS, type ErrorCode, toProblem } from '../../../src/contracts/errors.ts'

const CODES = Object.keys(ERRORS) as ErrorCode[]
/** Each subject's statuses as CONTRACT: Errors lists them. */
const STATUSES = [400, 401, 403, 404, 405, 409, 413, 415, 422, 429, 500, 503]

describe.each(CODES)('%s', (code) => {
  test('has a status, a title and a sentence that says what to do', () => {
    const { status, title, help } = ERRORS[code]
    expect(STATUSES).toContain(status)
    expect(code).toMatch(/^[a-z]+(\.[a-z_]+)?$/)
    expect(title).toMatch(/^[A-Z][^.]{5,80}$/)
    expect(help).toMatch(/^[A-Z].{10,}\.$/s)
    expect(help).not.toBe(title)
  })

  test('becomes a problem document that names it', () => {
    const { status, title } = ERRORS[code]
    const problem = toProblem(new AppError(code, 'What happened here.'), 'request-1')
    expect(problem).toEqual({ type: `/docs/errors#${code}`, title, status, code, detail: 'What happened here.', requestId: 'request-1' })
    expect(new AppError(code, '').status).toBe(status)
  })
})

describe('a problem document', () => {
  test('carries the findings, where there are any', () => {
    const errors = [{ path: 'filter', offset: 9, message: 'expected a value' }]
    expect(toProblem(new AppError('filter.syntax', 'x', errors), 'r').errors).toEqual(errors)
    expect(Object.keys(toProblem(new AppError('filter.syntax', 'x'), 'r'))).not.toContain('errors')
  })

  test('of anything else is a 500 that tells nothing about it', () => {
    const secret = 'D1_ERROR: no such column: password'
    for (const thrown of [
      new Error(secret),
      new TypeError(secret),
      secret,
      { message: secret, code: 'auth.missing', status: 200 },
      null,
      undefined,
      404,
    ]) {
      const problem = toProblem(thrown, 'r')
      expect(problem).toEqual({
        type: '/docs/errors#internal',
        title: ERRORS.internal.title,
        status: 500,
        code: 'internal',
        detail: 'The request could not be completed.',
        requestId: 'r',
      })
      expect(JSON.stringify(problem)).not.toContain('password')
    }
  })
})
