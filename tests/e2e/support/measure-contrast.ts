import type { Page } from 'playwright-core'

type Style = { color: string; backgroundColor: string; fontSize: string; fontWeight: string; visibility: string; opacity: string }
type Box = { width: number; height: number }
type Element = {
  parentElement: Element | null
  childNodes: Iterable<{ nodeType: number; textContent: string | null }>
  textContent: string | null
  getBoundingClientRect: () => Box
  matches: (selector: string) => boolean
}

/**
 * Texts below the contrast WCAG 2.2 asks for (1.4.3: 4.5, or 3 for large text), each with its ratio.
 * Reads colours as computed; what is switched off or only for screen readers is exempt.
 */
export function findPaleTexts(page: Page): Promise<string[]> {
  return page.locator('body *').evaluateAll((elements: Element[]) => {
    const styleOf = (globalThis as unknown as { getComputedStyle: (element: Element) => Style }).getComputedStyle
    const read = (colour: string): number[] => {
      const parts = (colour.match(/-?[\d.]+/g) ?? []).map(Number)
      const scale = colour.startsWith('color(') ? 255 : 1
      return [...parts.slice(0, 3).map((part) => part * scale), parts[3] ?? 1]
    }
    const over = (top: number[], below: number[]): number[] =>
      [0, 1, 2].map((index) => (top[index] ?? 0) * (top[3] ?? 1) + (below[index] ?? 0) * (1 - (top[3] ?? 1)))
    const groundOf = (element: Element | null): number[] => {
      if (element === null) return [255, 255, 255]
      const ground = read(styleOf(element).backgroundColor)
      return ground[3] === 1 ? ground : over(ground, groundOf(element.parentElement))
    }
    const light = (colour: number[]): number => {
      const [red = 0, green = 0, blue = 0] = colour.map((part) =>
        part / 255 <= 0.03928 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4,
      )
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
    return elements.flatMap((element) => {
      const text = [...element.childNodes]
        .map((node) => (node.nodeType === 3 ? (node.textContent ?? '') : ''))
        .join('')
        .trim()
      const { width, height } = element.getBoundingClientRect()
      const style = styleOf(element)
      if (text === '' || width <= 1 || height <= 1 || style.visibility === 'hidden' || element.matches(':disabled, .sr, .sr *, .pages-off, option'))
        return []
      const ground = groundOf(element)
      const [one, two] = [light(over(read(style.color), ground)), light(ground)]
      const ratio = (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05)
      const size = Number.parseFloat(style.fontSize)
      const needed = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700) ? 3 : 4.5
      return ratio < needed ? [`${text.slice(0, 40)}: ${ratio.toFixed(2)}`] : []
    })
  })
}
