/** What a request, a queue message or an alarm hands to a verb besides its input. Effects come in through here. */
export type Scope =
  | 'search'
  | 'collections:read'
  | 'collections:write'
  | 'documents:read'
  | 'documents:write'
  | 'documents:readHidden'
  | 'jobs:read'
  | 'jobs:write'

export type Context = {
  readonly tenant: string
  readonly requestId: string
  readonly scopes: ReadonlySet<Scope>
  /** name of the key that asked, for the audit log */
  readonly actor: string
  /** epoch milliseconds */
  now(): number
  /** monotonic milliseconds; stands still between I/O in production */
  timer(): number
  /** sortable unique id (ULID) */
  newId(): string
  /** runs on after the response has been sent */
  later(work: Promise<unknown>): void
}
