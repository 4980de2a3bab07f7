const EMAIL = /\S@\S/
/** Pasted addresses carry tokens and names. */
const ADDRESS = /:\/\/|\bwww\./
const NETWORK_ADDRESS = /\b\d{1,3}(?:\.\d{1,3}){3}\b|\b(?:[0-9a-f]{1,4}:){3,}[0-9a-f]{0,4}/
/** Telephone, card, account and social security numbers, however they are grouped. EANs are caught as well: nobody misses them. */
const LONG_NUMBER = /(?:\p{Nd}[\s().+/_-]{0,3}){7,}/u

/** Whether a query may hold an e-mail address, a telephone, card or account number, or a pasted address: such a query is never counted. */
export function looksPersonal(query: string): boolean {
  const text = query.normalize('NFKC').toLowerCase()
  return [EMAIL, ADDRESS, NETWORK_ADDRESS, LONG_NUMBER].some((pattern) => pattern.test(text))
}
