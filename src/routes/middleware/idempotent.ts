import type { MiddlewareHandler } from 'hono'
import type { AppTypes } from '../app-types.ts'

/** Idempotency-Key on writes. */
export const idempotent: MiddlewareHandler<AppTypes> = async (_c, next) => next()
