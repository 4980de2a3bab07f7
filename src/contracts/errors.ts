/**
 * The closed registry of errors. Every problem document the product sends names one of these codes;
 * `help` is the sentence that tells the reader what to do next and is shown at /docs/errors.
 */
type Definition = { readonly status: number; readonly title: string; readonly help: string }

export const ERRORS = {
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
  'collections.not_found': {
    status: 404,
    title: 'The collection does not exist',
    help: 'Create it with PUT /v1/collections/{collection}, or list what exists with GET /v1/collections.',
  },
  'collections.name': {
    status: 400,
    title: 'The collection name is not valid',
    help: 'Use 1 to 63 characters a-z, 0-9, _ and -, beginning with a letter or digit.',
  },
  'collections.schema': { status: 422, title: 'The collection definition is not valid', help: 'Correct the members listed in errors[].' },
  'collections.version_conflict': {
    status: 409,
    title: 'The collection has changed since it was read',
    help: 'Read it again, apply the change to what it is now, and send the new ETag in If-Match.',
  },
  'collections.busy': {
    status: 409,
    title: 'The collection is being rebuilt',
    help: 'Wait until the job named in detail has finished, then repeat the change.',
  },
  'aliases.not_found': { status: 404, title: 'The alias does not exist', help: 'Create it with PUT /v1/aliases/{alias}.' },
  'aliases.not_collection': {
    status: 409,
    title: 'The name is an alias of a collection',
    help: 'Delete the alias with DELETE /v1/aliases/{alias}, or the collection under its own name.',
  },
  'aliases.conflict': { status: 409, title: 'The name is taken', help: 'An alias and a collection can not share a name; choose another.' },
  'abbreviations.not_found': {
    status: 404,
    title: 'The abbreviation does not exist',
    help: 'List what there is with GET /v1/collections/{collection}/abbreviations.',
  },
  'documents.not_found': { status: 404, title: 'The document does not exist', help: 'Check the id; ids are case-sensitive.' },
  'documents.id': { status: 422, title: 'The document id is not valid', help: 'Give every document an id of 1 to 128 characters.' },
  'documents.json': { status: 422, title: 'The line is not a JSON object', help: 'Send one JSON object a line.' },
  'documents.csv': {
    status: 422,
    title: 'The CSV row can not be read',
    help: 'Quote fields that contain commas, quotes or line breaks, and give every row as many fields as the header.',
  },
  'documents.encoding': { status: 422, title: 'The line is not valid UTF-8', help: 'Encode the file as UTF-8.' },
  'documents.field_type': { status: 422, title: 'A field has the wrong type', help: 'Send the type that the collection declares for the field.' },
  'documents.unknown_field': {
    status: 422,
    title: 'A field is not declared',
    help: "Declare the field, or set the collection's dynamic to store or ignore.",
  },
  'documents.too_large': { status: 422, title: 'The document is too large', help: 'Keep a document under 1 MB of JSON.' },
  'documents.too_deep': {
    status: 422,
    title: 'The document is nested too deeply',
    help: 'Keep objects and lists at most 64 levels inside each other.',
  },
  'documents.too_many_fields': {
    status: 422,
    title: 'The document has too many values',
    help: 'Keep a document under 1,000 values in fields that can be filtered.',
  },
  'documents.conflict': {
    status: 409,
    title: 'The document kept changing',
    help: 'Another writer changed the document at the same time; repeat the request.',
  },
  'filter.syntax': { status: 400, title: "The filter can't be read", help: 'The grammar and examples are in docs/filters.md.' },
  'filter.field': {
    status: 400,
    title: "The filter names a field that can't be filtered",
    help: 'Filter on declared fields only; text fields can not be filtered.',
  },
  'filter.type': {
    status: 400,
    title: 'The filter compares a field with the wrong type',
    help: 'Compare numbers with numbers, dates with RFC 3339 strings, text in double quotes.',
  },
  'filter.too_complex': {
    status: 400,
    title: 'The filter is too complex',
    help: 'Keep a filter under 500 conditions, 50 levels and 1,000 values a list.',
  },
  'refine.shape': {
    status: 400,
    title: 'The refinement has the wrong shape',
    help: 'Every condition joined by AND in refine names exactly one field; put anything else in filter.',
  },
  'rules.not_found': {
    status: 404,
    title: 'The rule does not exist',
    help: 'List the rules with GET /v1/collections/{collection}/rules; ids are case-sensitive.',
  },
  'rules.invalid': {
    status: 422,
    title: 'The rule is not valid',
    help: 'Correct the members listed in errors[]; docs/rules.md shows every condition and effect.',
  },
  'rules.circle': {
    status: 422,
    title: 'Rewrites or redirects lead back to where they begin',
    help: 'Let the rule lead to a query that no rule leads away from, or make the condition of the other rule narrower.',
  },
  'rules.too_many': {
    status: 422,
    title: 'There are too many rules',
    help: 'Keep a collection under 1,000 rules and 4 MB of them; one rule may pin, hide and boost at once.',
  },
  'rules.at_odds': {
    status: 409,
    title: 'Two rules want opposite things',
    help: 'A warning: the earlier rule wins. Change their order, narrow one of them, or delete it.',
  },
  'search.sort_field': { status: 400, title: "The field can't be sorted by", help: 'Declare the field with sort: true, or sort by _score.' },
  'search.facet_field': { status: 400, title: 'The field is not a facet', help: 'Declare the field with a facet kind, or leave it out of facets.' },
  'search.group_field': {
    status: 400,
    title: "The field can't be grouped by",
    help: 'Group by a declared string, number, boolean or date field; group: true needs display.group in the definition of the collection.',
  },
  'search.diversity_field': {
    status: 400,
    title: "The field can't be told apart by",
    help: 'Cap a declared string, number, boolean or date field; mmr.field may be any declared string or text field.',
  },
  'search.field': { status: 400, title: 'The field does not exist', help: 'Name declared fields only.' },
  'search.vector': {
    status: 400,
    title: 'The vector does not exist',
    help: 'Name vectors of the collection, at least one of them with a weight above 0.',
  },
  'search.page_too_deep': {
    status: 422,
    title: 'The page is too deep',
    help: 'Search reaches the first 1,000 hits; read everything with GET /v1/collections/{collection}/export.',
  },
  'synonyms.not_found': {
    status: 404,
    title: 'The synonym rule does not exist',
    help: 'List the rules or suggestions of the collection; ids are case-sensitive.',
  },
  'synonyms.invalid': {
    status: 422,
    title: 'The synonym rule is not valid',
    help: 'Give 2 to 32 different words or phrases of 1 to 6 words each; what reads the same once it is stemmed (lamp, lamps) is one word, and a function word alone (the, of) can not be searched for.',
  },
  'synonyms.too_many': {
    status: 422,
    title: 'There are too many synonym rules',
    help: 'Keep a collection under 100,000 rules; put words that mean the same into one rule.',
  },
  'synonyms.no_model': {
    status: 409,
    title: 'There are no learnt vectors to find synonyms in',
    help: 'Declare vectors and wait until semantic.state of the collection is ready; vectors of a cloud model hold no words.',
  },
  'synonyms.duplicate': {
    status: 409,
    title: 'Two synonym rules have the same words',
    help: 'A warning: the heavier of the two decides. Delete one of the rules.',
  },
  'synonyms.cycle': {
    status: 409,
    title: 'One-way synonym rules lead back to where they begin',
    help: 'A warning: a query is expanded one step, so nothing runs in circles. If the words mean the same, write one two-way rule.',
  },
  'synonyms.contradicted': {
    status: 409,
    title: 'A two-way synonym rule says more than a one-way rule',
    help: 'A warning: the two-way rule also leads back. Delete one of the two, whichever is not meant.',
  },
  'synonyms.too_wide': {
    status: 409,
    title: 'A word has too many synonyms',
    help: 'A warning: at most 8 of them, the heaviest first, are searched for. Split the rules by meaning or give the best a higher weight.',
  },
  'ranking.profile_not_found': {
    status: 404,
    title: 'The ranking profile does not exist',
    help: 'List what there is with GET /v1/collections/{collection}/ranking/profiles.',
  },
  'ranking.profile_invalid': {
    status: 422,
    title: 'The ranking profile does not fit the collection',
    help: 'Correct the members listed in errors[]; docs/ranking.md says what each feature reads.',
  },
  'ranking.profile_name': {
    status: 422,
    title: 'The profile name is taken',
    help: 'Choose another name: default is built in, and promoting it goes back to how a collection ranks without a profile.',
  },
  'ranking.profile_in_use': {
    status: 409,
    title: 'The ranking profile is in use',
    help: 'Promote another profile, or end the shadow, before deleting this one.',
  },
  'ranking.too_many': {
    status: 422,
    title: 'There are too many ranking profiles',
    help: 'A collection keeps 1,000 versions of profiles; delete profiles that are not used any more.',
  },
  'ranking.no_previous': {
    status: 409,
    title: 'There is nothing to go back to',
    help: 'Nothing has been promoted before what is served; promote the profile you want, or default.',
  },
  'jobs.not_found': { status: 404, title: 'The job does not exist', help: 'Jobs are kept for 30 days.' },
  'jobs.state': {
    status: 409,
    title: 'The job is not in a state that allows this',
    help: 'Only failed jobs can be retried, and only rebuilds and vector sets that are not in place yet cancelled.',
  },
  'words.not_found': { status: 404, title: 'The word is not in the list', help: 'Read the list first; words are compared without case and accents.' },
  'vectors.set_not_found': {
    status: 404,
    title: 'The vector set does not exist',
    help: 'List what there is with GET /v1/collections/{collection}/vector-sets.',
  },
  'vectors.set_building': {
    status: 409,
    title: 'A vector set is being built',
    help: 'Wait for the job that builds it, or cancel that job.',
  },
  'vectors.set_waiting': {
    status: 409,
    title: 'A vector set is waiting to be served',
    help: 'Serve it or delete it first: a collection has one set beside the served one and the previous one.',
  },
  'vectors.set_state': {
    status: 409,
    title: 'The vector set is not in a state that allows this',
    help: 'A ready set can be served; ready and previous ones compared; ready, previous and failed ones deleted.',
  },
  'vectors.set_outdated': {
    status: 409,
    title: 'The vector set was made under another definition',
    help: 'Delete it and build another: its vectors stand for texts that the collection does not have any more.',
  },
  'vectors.no_previous': {
    status: 409,
    title: 'There is no vector set to go back to',
    help: 'Only the set that was served before the last switch is kept, and only when that was asked for.',
  },
  'vectors.nothing_to_build': {
    status: 409,
    title: 'There is nothing to build vectors from',
    help: 'Declare vectors in the definition of the collection and write documents first.',
  },
  'vectors.changed': {
    status: 409,
    title: 'The vector sets have changed meanwhile',
    help: 'Somebody else switched, built or deleted at the same moment: list the sets and repeat what still makes sense.',
  },
  'vectors.dimensions': { status: 422, title: 'The vector dimension is not supported', help: 'Use 256, 384, 768, 1024 or 1536 dimensions.' },
  'service.configuration': {
    status: 503,
    title: 'The service is configured wrongly',
    help: 'GET /health names the setting; correct it and deploy again.',
  },
  'service.unavailable': {
    status: 503,
    title: 'A service this request needs is not available',
    help: 'Try again shortly; GET /health names the service.',
  },
  internal: { status: 500, title: 'Something went wrong here', help: 'Report the requestId; nothing about the cause is sent.' },
} as const satisfies Record<string, Definition>

export type ErrorCode = keyof typeof ERRORS

/** One finer-grained finding: `path` names the member, `offset` (UTF-16) the place inside it. */
export type ErrorItem = { path: string; message: string; offset?: number; code?: string }

/** The only error the rooms throw on purpose. `detail` is for the caller: it never holds internals. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly detail: string
  readonly errors: readonly ErrorItem[]
  constructor(code: ErrorCode, detail: string, errors: readonly ErrorItem[] = []) {
    super(`${code}: ${detail}`)
    this.name = 'AppError'
    this.code = code
    this.detail = detail
    this.errors = errors
  }
  get status(): number {
    return ERRORS[this.code].status
  }
}

export type Problem = {
  type: string
  title: string
  status: number
  code: ErrorCode
  detail: string
  requestId: string
  errors?: readonly ErrorItem[]
}

/** RFC 9457 body for an error; anything that is not an AppError becomes a generic 500. */
export function toProblem(error: unknown, requestId: string): Problem {
  const known = error instanceof AppError ? error : new AppError('internal', 'The request could not be completed.')
  const { status, title } = ERRORS[known.code]
  const problem: Problem = { type: `/docs/errors#${known.code}`, title, status, code: known.code, detail: known.detail, requestId }
  if (known.errors.length > 0) problem.errors = known.errors
  return problem
}
