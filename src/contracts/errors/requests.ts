import type { ErrorDefinitions } from './definition.ts'

/** What is wrong with a request before any room sees it. */
export const REQUEST_ERRORS = {
  'request.json': {
    status: 400,
    title: 'The body is not valid JSON',
    help: 'Send one JSON value encoded as UTF-8, with Content-Type: application/json.',
  },
  'request.encoding': {
    status: 400,
    title: 'The body can not be decoded',
    help: 'Encode the body as UTF-8, send it whole, and say in Content-Encoding how it is compressed.',
  },
  'request.invalid': {
    status: 400,
    title: 'The request is malformed',
    help: 'Correct the members listed in errors[]; /docs shows the shape of every request.',
  },
  'request.too_large': { status: 413, title: 'The body is too large', help: 'Split the body: 10 MB and 1,000 documents a write, 100 MB an import.' },
  'request.media_type': {
    status: 415,
    title: 'The media type is not supported',
    help: 'Use application/json, or for imports application/x-ndjson, application/json or text/csv.',
  },
  'request.idempotency_reused': {
    status: 422,
    title: 'The idempotency key was used for another request',
    help: 'Send a fresh Idempotency-Key for every different request.',
  },
  'request.in_progress': {
    status: 409,
    title: 'The same request is still running',
    help: 'Wait for the first request with this Idempotency-Key to finish, then repeat it.',
  },
  'auth.missing': { status: 401, title: 'A key is needed', help: 'Send Authorization: Bearer KEY.' },
  'auth.invalid': { status: 401, title: 'The key is not known', help: 'Check the key; on a laptop npm start prints both keys.' },
  'auth.forbidden': { status: 403, title: 'The key may not do this', help: 'Use a key with the scope that detail names.' },
  'route.not_found': { status: 404, title: 'There is nothing at this address', help: 'Look the route up at /docs.' },
  'route.method': { status: 405, title: 'The method is not allowed here', help: 'Use one of the methods in the Allow header.' },
} as const satisfies ErrorDefinitions
