import type { Page } from 'playwright-core'

type Node = { role: string; name: string }
type AxNode = { ignored: boolean; role?: { value: string }; name?: { value?: string } }

// Roles that say nothing without a name.
const NAMED = [
  'button',
  'checkbox',
  'combobox',
  'dialog',
  'form',
  'image',
  'img',
  'link',
  'listbox',
  'navigation',
  'radio',
  'radiogroup',
  'region',
  'searchbox',
  'slider',
  'spinbutton',
  'table',
  'textbox',
]

/** What a screen reader is given: the browser's own accessibility tree, without what it ignores. */
export async function readAccessibilityTree(page: Page): Promise<Node[]> {
  const session = await page.context().newCDPSession(page)
  try {
    const { nodes } = (await session.send('Accessibility.getFullAXTree')) as { nodes: AxNode[] }
    return nodes.filter(({ ignored }) => !ignored).map(({ role, name }) => ({ role: role?.value ?? '', name: (name?.value ?? '').trim() }))
  } finally {
    await session.detach()
  }
}

/** Everything that breaks one of the rules below, in words; empty for a sound page. */
export async function auditPage(page: Page): Promise<string[]> {
  const tree = await readAccessibilityTree(page)
  const complaints = tree.filter(({ role, name }) => NAMED.includes(role) && name === '').map(({ role }) => `a ${role} has no name`)
  const count = (role: string): number => tree.filter((node) => node.role === role).length
  for (const role of ['main', 'banner']) if (count(role) !== 1) complaints.push(`${count(role)} landmarks of the kind ${role}`)
  const headings = await page.locator('h1').count()
  if (headings !== 1) complaints.push(`${headings} headings of the first level`)
  const ids = await page.locator('[id]').evaluateAll((elements: { id: string }[]) => elements.map(({ id }) => id))
  complaints.push(...ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `the id ${id} occurs twice`))
  const references = await page
    .locator('[aria-labelledby], [aria-describedby], label[for]')
    .evaluateAll((elements: { getAttribute: (name: string) => string | null }[]) =>
      elements.flatMap((element) => ['aria-labelledby', 'aria-describedby', 'for'].flatMap((name) => element.getAttribute(name)?.split(/\s+/) ?? [])),
    )
  complaints.push(...references.filter((id) => !ids.includes(id)).map((id) => `nothing has the id ${id} that is referred to`))
  const pictures = await page.locator('img:not([alt])').count()
  if (pictures > 0) complaints.push(`${pictures} pictures without alt`)
  return complaints
}
