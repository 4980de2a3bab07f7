/** The only addresses that answer without a key; the static page is served before the worker runs. */
export const PUBLIC_ROUTES = ['/health', '/openapi.json', '/docs', '/docs/errors', '/page.json'] as const

export function isPublic(path: string): boolean {
  return (PUBLIC_ROUTES as readonly string[]).includes(path)
}
