import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'

export const ROOT = resolve(import.meta.dirname, '../..')

export type SourceFile = { path: string; text: string; imports: Import[] }
export type Import = { specifier: string; /** path from the root, of a relative import */ target?: string; typeOnly: boolean }

const SKIPPED = new Set(['node_modules', 'dist', '.git', '.meridian', '.wrangler'])

/** Paths from the root of every file under `folder` that `accept` takes, sorted. */
export function listFiles(folder: string, accept: (path: string) => boolean): string[] {
  const found: string[] = []
  const visit = (path: string): void => {
    for (const entry of readdirSync(join(ROOT, path), { withFileTypes: true })) {
      const child = path === '' ? entry.name : `${path}/${entry.name}`
      if (entry.isDirectory() && !SKIPPED.has(entry.name)) visit(child)
      else if (entry.isFile() && accept(child)) found.push(child)
    }
  }
  visit(folder)
  return found.sort()
}

export function readSources(folders: readonly string[]): SourceFile[] {
  return folders.flatMap((folder) => listFiles(folder, (path) => /\.tsx?$/.test(path) && !path.endsWith('.d.ts'))).map(readSource)
}

function readSource(path: string): SourceFile {
  const text = readFileSync(join(ROOT, path), 'utf8')
  return { path, text, imports: parseImports(path, text) }
}

// `import … from 'x'`, `export … from 'x'`, `import 'x'`, `import('x')`; what stands between holds no quote
const STATEMENT = /^[ \t]*(?:import|export)\b([^'"`;]*?)\bfrom\s*['"]([^'"]+)['"]/gm
const BARE = /^[ \t]*import\s*['"]([^'"]+)['"]/gm
const CALL = /\bimport\(\s*['"]([^'"]+)['"]/g

export function parseImports(path: string, text: string): Import[] {
  const describe = (specifier: string, typeOnly: boolean): Import => ({
    specifier,
    typeOnly,
    ...(specifier.startsWith('.') ? { target: relative(ROOT, resolve(ROOT, dirname(path), specifier.replace(/\?.*$/, ''))) } : {}),
  })
  return [
    ...[...text.matchAll(STATEMENT)].map(([, clause = '', specifier = '']) => describe(specifier, /^\s*type\b/.test(clause))),
    ...[...text.matchAll(BARE)].map(([, specifier = '']) => describe(specifier, false)),
    ...[...text.matchAll(CALL)].map(([, specifier = '']) => describe(specifier, false)),
  ]
}

/** Groups of files that import each other in a circle, the imports of types counted. */
export function findCycles(files: readonly SourceFile[]): string[][] {
  const edges = new Map(files.map(({ path, imports }) => [path, imports.flatMap(({ target }) => target ?? [])]))
  const order = new Map<string, number>()
  const low = new Map<string, number>()
  const stack: string[] = []
  const cycles: string[][] = []
  const visit = (path: string): number => {
    const index = order.size
    order.set(path, index)
    let lowest = index
    stack.push(path)
    for (const target of edges.get(path) ?? []) {
      if (!edges.has(target)) continue
      if (!order.has(target)) lowest = Math.min(lowest, visit(target))
      else if (stack.includes(target)) lowest = Math.min(lowest, low.get(target) ?? order.get(target) ?? lowest)
    }
    low.set(path, lowest)
    if (lowest === index) {
      const group = stack.splice(stack.indexOf(path))
      if (group.length > 1 || edges.get(path)?.includes(path)) cycles.push(group.sort())
    }
    return lowest
  }
  for (const { path } of files) if (!order.has(path)) visit(path)
  return cycles
}
