import { describe, expect, inject, test } from 'vitest'

const { url } = inject('site')

/** The address of what the page loads: its script, or its style sheet. */
async function findAsset(ending: string): Promise<string> {
  const page = await (await fetch(url)).text()
  const [, path] = new RegExp(`"(/assets/[^"]+\\.${ending})"`).exec(page) ?? []
  if (path === undefined) throw new Error(`the page names no .${ending}`)
  return `${url}${path}`
}

describe('the page as it is served', () => {
  test('runs no script and asks no host but its own', async () => {
    const policy = (await fetch(url)).headers.get('content-security-policy') ?? ''
    const rules = new Map(policy.split(';').map((rule) => [rule.trim().split(' ')[0], rule.trim().split(' ').slice(1).join(' ')]))
    expect([rules.get('default-src'), rules.get('script-src'), rules.get('style-src'), rules.get('connect-src')]).toEqual([
      "'none'",
      "'self'",
      "'self'",
      "'self'",
    ])
  })

  test('is the production build, whatever the environment it was built in', async () => {
    const script = await (await fetch(await findAsset('js'))).text()
    expect(script).not.toContain('jsxDEV')
    expect(script.length).toBeLessThan(350_000)
  })

  test('is kept for as long as its name stays', async () => {
    for (const ending of ['js', 'css']) {
      const response = await fetch(await findAsset(ending))
      expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    }
  })

  test('has the pictures that the sample documents name', async () => {
    const response = await fetch(`${url}/samples/images/vacuum-grey.svg`)
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/svg+xml'])
  })
})
