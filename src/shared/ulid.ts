const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** ULID (github.com/ulid/spec): 48 bits of time, 80 random bits, 26 characters that sort by time. */
export function encodeUlid(now: number, randomBytes: Uint8Array): string {
  let time = ''
  let rest = now
  for (let i = 0; i < 10; i++) {
    time = ALPHABET.charAt(rest % 32) + time
    rest = Math.floor(rest / 32)
  }
  let random = ''
  for (let i = 0; i < 16; i++) random += ALPHABET.charAt((randomBytes[i] ?? 0) & 31)
  return time + random
}
