/** What the index said it had worked through, and when (epoch milliseconds) we heard it. */
export type Processed = { mutation: string; datetime: number; heardAt: number }

/**
 * Which writes count as visible: one carried by `mutation` or accepted no later than it, and any accepted before `before`.
 * A mutation id is a UUID and has no order, hence the two conditions.
 */
export type Seen = { mutation: string; before: number }

/** p99 of visibility is 2 minutes: an entry this old is a leftover that no later write has cleared. */
const LEFTOVER_MS = 3_600_000
/** A query sent before the news may still be running elsewhere, so entries outlive it a little. */
const SETTLE_MS = 5000

/** For reading. Taking a visible write for a pending one costs time, never correctness, so old news will do. */
export function toSeen(processed: Processed | null, now: number): Seen {
  return { mutation: processed?.mutation ?? '', before: Math.max(processed?.datetime ?? 0, now - LEFTOVER_MS) }
}

/** For removing entries: only what has been known to be visible for a while. */
export function toSettled(processed: Processed | null, now: number): Seen {
  return toSeen(processed && now - processed.heardAt >= SETTLE_MS ? processed : null, now)
}
