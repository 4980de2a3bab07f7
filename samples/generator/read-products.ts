/** One product as it is written in samples/source: what a person decides. Everything else is derived from its id. */
export type WrittenProduct = {
  readonly id: string
  readonly modelId: string
  readonly category: string
  readonly title: string
  readonly brand: string
  readonly price: number
  readonly colors: readonly string[]
  readonly material: readonly string[]
  readonly attributes: Readonly<Record<string, number | string>>
  readonly tags: readonly string[]
  readonly description: string
  /** Name of the drawing in drawings. */
  readonly kind: string
}

type Header = { readonly category: string; readonly prefix: string; readonly kind: string }

/**
 * Reads one source file: three header lines, then pairs of lines. "= title | brand | price | colours | material |
 * attributes | tags | drawing" starts a model, "+ title | price | colours | material | attributes | tags" a variant of
 * the model above it (an empty part is inherited); the line below either is the description. Throws with the line number.
 */
export function readProducts(text: string, file: string): WrittenProduct[] {
  const lines = text.split('\n')
  const header = readHeader(lines, file)
  const products: WrittenProduct[] = []
  let model: WrittenProduct | undefined
  lines.forEach((line, index) => {
    if (!line.startsWith('= ') && !line.startsWith('+ ')) return
    const at = `${file}:${index + 1}`
    const parts = line
      .slice(2)
      .split('|')
      .map((part) => part.trim())
    const id = `${header.prefix}-${String(products.length + 1).padStart(3, '0')}`
    const description = (lines[index + 1] ?? '').trim()
    if (!/[.!?]$/.test(description)) throw new Error(`${at}: the line below is not a description`)
    if (line.startsWith('= ')) model = readModel(parts, header, id, description, at)
    else if (!model) throw new Error(`${at}: a variant without a model`)
    products.push(line.startsWith('= ') && model ? model : readVariant(parts, model, id, description, at))
  })
  return products
}

function readHeader(lines: readonly string[], file: string): Header {
  const value = (name: string): string => {
    const line = lines.find((candidate) => candidate.startsWith(`${name}: `))
    if (!line) throw new Error(`${file}: no "${name}" line`)
    return line.slice(name.length + 2).trim()
  }
  return { category: value('category'), prefix: value('prefix'), kind: value('kind') }
}

function readModel(parts: readonly string[], header: Header, id: string, description: string, at: string): WrittenProduct {
  const [title = '', brand = '', price = '', colors = '', material = '', attributes = '', tags = '', kind = ''] = parts
  if (!title || !brand || !colors || !material || !tags) throw new Error(`${at}: an empty part`)
  return {
    id,
    modelId: slugOf(title),
    category: header.category,
    title,
    brand,
    price: readPrice(price, at),
    colors: listOf(colors),
    material: materialsOf(material),
    attributes: readAttributes(attributes, at),
    tags: listOf(tags),
    description,
    kind: kind || header.kind,
  }
}

function readVariant(parts: readonly string[], model: WrittenProduct | undefined, id: string, description: string, at: string): WrittenProduct {
  if (!model) throw new Error(`${at}: a variant without a model`)
  const [title = '', price = '', colors = '', material = '', attributes = '', tags = ''] = parts
  return {
    ...model,
    id,
    title,
    price: readPrice(price, at),
    colors: colors ? listOf(colors) : model.colors,
    material: material ? materialsOf(material) : model.material,
    attributes: { ...model.attributes, ...readAttributes(attributes, at) },
    tags: tags ? listOf(tags) : model.tags,
    description,
  }
}

function readPrice(text: string, at: string): number {
  const price = Number(text)
  if (!(price > 0)) throw new Error(`${at}: "${text}" is not a price`)
  return price
}

function readAttributes(text: string, at: string): Record<string, number | string> {
  const attributes: Record<string, number | string> = {}
  for (const pair of text.split(' ').filter(Boolean)) {
    const [name, value] = pair.split('=')
    if (!name || !value) throw new Error(`${at}: "${pair}" is not name=value`)
    attributes[name] = Number.isNaN(Number(value)) ? value : Number(value)
  }
  return attributes
}

function listOf(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
}

/** "oak and linen" is two values, so that a material can be filtered by its own name. */
function materialsOf(text: string): string[] {
  return text
    .split(/,| and /)
    .map((part) => part.trim())
    .filter(Boolean)
}

export function slugOf(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
}
