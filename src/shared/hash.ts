const encoder = new TextEncoder()

/** First `bytes` bytes of SHA-256 as lower-case hex. */
export async function hashText(text: string, bytes = 16): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', encoder.encode(text)))
  let hex = ''
  for (let i = 0; i < bytes; i++) hex += (digest[i] ?? 0).toString(16).padStart(2, '0')
  return hex
}
