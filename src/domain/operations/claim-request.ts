import { AppError } from '../../contracts/errors.ts'
import type { IdempotencyStore, KnownRequest, RequestClaim, StoredAnswer } from './ports.ts'
import { KEY_KEPT_MS } from './schedule.ts'

/** A request that has not answered after this long died with its isolate. */
const ABANDONED_MS = 120_000
/** Longest answer that is kept, in UTF-16 units; a repetition of a longer one is carried out again. */
const MAX_ANSWER = 256_000

/** 1 to 255 visible ASCII characters. */
const KEY = /^[\x21-\x7e]{1,255}$/

/**
 * Claims an idempotency key. Null: this is the first request, carry it out. Otherwise the answer of the first one.
 * Throws request.invalid, request.idempotency_reused, request.in_progress.
 */
export async function claimRequest(store: IdempotencyStore, claim: RequestClaim): Promise<StoredAnswer | null> {
  if (!KEY.test(claim.key)) {
    throw new AppError('request.invalid', 'Idempotency-Key must be 1 to 255 visible ASCII characters.', [
      { path: 'idempotency-key', message: 'expected 1 to 255 visible characters' },
    ])
  }
  const known = await store.claim(claim, { abandoned: claim.at - ABANDONED_MS, expired: claim.at - KEY_KEPT_MS })
  return known ? judgeKnown(known, claim) : null
}

function judgeKnown(known: KnownRequest, claim: RequestClaim): StoredAnswer {
  if (known.hash !== claim.hash) throw new AppError('request.idempotency_reused', `"${claim.key}" was used for another request in the last 24 hours.`)
  if (!known.answer) throw new AppError('request.in_progress', `The first request with the key "${claim.key}" has not answered yet.`)
  return known.answer
}

/** Keeps the answer for repetitions. A failure of the service is not kept: trying again is what the key is for. */
export async function settleRequest(store: IdempotencyStore, claim: RequestClaim, answer: StoredAnswer | null): Promise<void> {
  if (answer && answer.status < 500 && answer.body.length <= MAX_ANSWER) await store.complete(claim, answer)
  else await store.release(claim)
}
