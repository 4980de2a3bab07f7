/** The three tones a drawing is made of, and the tint behind it. */
export type Paint = { readonly main: string; readonly dark: string; readonly light: string; readonly ground: string }

// Similar names share a family, so that the catalog needs fewer pictures.
const FAMILIES: Readonly<Record<string, string>> = {
  black: '#33363b',
  white: '#e9e6df',
  grey: '#9a9fa6',
  wood: '#d8b98a',
  brown: '#7a5236',
  yellow: '#d9b13a',
  green: '#4f8a5b',
  blue: '#3d6fb0',
  red: '#c2503c',
  pink: '#cf8aa5',
}
const FAMILY_OF: Readonly<Record<string, string>> = {
  silver: 'grey',
  cream: 'white',
  natural: 'wood',
  oak: 'wood',
  birch: 'wood',
  beech: 'wood',
  beige: 'wood',
  walnut: 'brown',
  cognac: 'brown',
  copper: 'brown',
  mustard: 'yellow',
  brass: 'yellow',
  olive: 'green',
  sage: 'green',
  teal: 'green',
  navy: 'blue',
  orange: 'red',
  terracotta: 'red',
  purple: 'pink',
}

/** The picture family of a colour name; throws on a name that has none. */
export function familyOf(color: string): string {
  const family = FAMILY_OF[color] ?? color
  if (!FAMILIES[family]) throw new Error(`no picture family for colour "${color}"`)
  return family
}

/** Throws on an unknown family. */
export function paintOf(family: string): Paint {
  const main = FAMILIES[family]
  if (!main) throw new Error(`no picture family "${family}"`)
  // White would vanish on its own tint.
  const ground = family === 'white' ? '#c5ced4' : mix(main, '#f7f4ee', 0.86)
  return { main, dark: mix(main, '#1c1a18', 0.42), light: mix(main, '#ffffff', 0.45), ground }
}

function mix(from: string, to: string, share: number): string {
  const channel = (at: number): string => {
    const start = Number.parseInt(from.slice(at, at + 2), 16)
    const end = Number.parseInt(to.slice(at, at + 2), 16)
    return Math.round(start + (end - start) * share)
      .toString(16)
      .padStart(2, '0')
  }
  return `#${channel(1)}${channel(3)}${channel(5)}`
}

export function drawRect(x: number, y: number, width: number, height: number, fill: string, radius = 0): string {
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}"${radius ? ` rx="${radius}"` : ''} fill="${fill}"/>`
}

export function drawDisc(x: number, y: number, radius: number, fill: string, radiusY = radius): string {
  return `<ellipse cx="${x}" cy="${y}" rx="${radius}" ry="${radiusY}" fill="${fill}"/>`
}

export function drawShape(path: string, fill: string): string {
  return `<path d="${path}" fill="${fill}"/>`
}

export function drawLine(path: string, color: string, width = 6): string {
  return `<path d="${path}" fill="none" stroke="${color}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"/>`
}

/** A whole picture, 4:3: the tint, and the drawing in the 200 by 200 in its middle, which is what a square thumbnail shows. */
export function framePicture(title: string, paint: Paint, inner: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-34 0 268 200" role="img"><title>${title}</title>${drawRect(-34, 0, 268, 200, paint.ground)}${inner}</svg>\n`
}
