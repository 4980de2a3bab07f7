import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { LAYERS, ROOMS, layerOf, roomOf } from './rooms.ts'
import { ROOT, findCycles, parseImports, readSources } from './source-files.ts'

const worker = readSources(['src'])
const page = readSources(['web/src'])
const others = readSources(['scripts', 'evals', 'bench', 'samples'])

/** `file -> import` for every import of `files` that `refused` names. */
function findImports(
  files: typeof worker,
  refused: (path: string, specifier: string, target: string | undefined, typeOnly: boolean) => boolean,
): string[] {
  return files.flatMap(({ path, imports }) =>
    imports.filter(({ specifier, target, typeOnly }) => refused(path, specifier, target, typeOnly)).map(({ specifier }) => `${path} -> ${specifier}`),
  )
}

describe('the reader of imports', () => {
  test('sees every form of import, over several lines too', () => {
    const text =
      "import type { A } from './a.ts'\nimport {\n  b,\n} from './b.ts'\nexport { c } from '../c.ts'\nimport 'zod'\ntype D = import('./d.ts').D\n"
    expect(parseImports('src/x/y.ts', text)).toEqual([
      { specifier: './a.ts', target: 'src/x/a.ts', typeOnly: true },
      { specifier: './b.ts', target: 'src/x/b.ts', typeOnly: false },
      { specifier: '../c.ts', target: 'src/c.ts', typeOnly: false },
      { specifier: 'zod', typeOnly: false },
      { specifier: './d.ts', target: 'src/x/d.ts', typeOnly: false },
    ])
  })

  test('finds a circle, and no circle where two files share a third', () => {
    const file = (path: string, ...targets: string[]) => ({
      path,
      text: '',
      imports: targets.map((target) => ({ specifier: target, target, typeOnly: true })),
    })
    expect(findCycles([file('a', 'b', 'c'), file('b', 'c'), file('c')])).toEqual([])
    expect(findCycles([file('a', 'b'), file('b', 'c'), file('c', 'a'), file('d', 'a')])).toEqual([['a', 'b', 'c']])
  })

  test('found the sources, and every relative import of the Worker leads to a file', () => {
    expect(worker.length).toBeGreaterThan(100)
    expect(findImports(worker, (_path, _specifier, target) => target !== undefined && !existsSync(join(ROOT, target)))).toEqual([])
  })
})

describe('the house (docs/design and rooms.ts hold the table)', () => {
  test('the table itself goes downwards only', () => {
    for (const [room, { rank, mayImport }] of Object.entries(ROOMS)) {
      for (const other of mayImport) expect(ROOMS[other]?.rank, `${room} -> ${other}`).toBeLessThan(rank)
    }
  })

  test('every part of src and every room is in the table', () => {
    expect([...new Set(worker.map(({ path }) => layerOf(path)))].filter((layer) => LAYERS[layer] === undefined)).toEqual([])
    expect([...new Set(worker.flatMap(({ path }) => roomOf(path) ?? []))].filter((room) => ROOMS[room] === undefined)).toEqual([])
  })

  test('each part imports only what its rank allows', () => {
    const found = findImports(worker, (path, _specifier, target) => {
      if (target === undefined || !target.startsWith('src/')) return false
      const [from, to] = [layerOf(path), layerOf(target)]
      return from !== to && !LAYERS[from]?.includes(to)
    })
    expect(found).toEqual([])
  })

  test('each room imports only the rooms of its line in the table', () => {
    const found = findImports(worker, (path, _specifier, target) => {
      const [from, to] = [roomOf(path), roomOf(target ?? '')]
      return from !== undefined && to !== undefined && from !== to && !ROOMS[from]?.mayImport.includes(to)
    })
    expect(found).toEqual([])
  })

  test('nothing outside src is imported by the Worker but the version in package.json', () => {
    expect(
      findImports(worker, (_path, _specifier, target) => target !== undefined && !target.startsWith('src/') && target !== 'package.json'),
    ).toEqual([])
  })

  test('no file imports itself in a circle, types counted', () => {
    expect(findCycles([...worker, ...page, ...others])).toEqual([])
  })
})

describe('purity', () => {
  const pure = worker.filter(({ path }) => ['shared', 'contracts', 'domain'].includes(layerOf(path)))
  const PLATFORM = /^(?:hono|@hono\/|drizzle|cloudflare:|node:)/

  test('shared, contracts and domain import no framework, no database layer, no platform', () => {
    expect(findImports(pure, (_path, specifier) => PLATFORM.test(specifier))).toEqual([])
  })

  test('shared, contracts and domain take time, ids and chance from their caller', () => {
    const AMBIENT = /\bDate\.now\(|\bMath\.random\(|\bnew Date\(\s*\)|\bperformance\.now\(|\bcrypto\.(?:randomUUID|getRandomValues)\(/
    const found = pure.flatMap(({ path, text }) =>
      text.split('\n').flatMap((line, index) => (AMBIENT.test(stripComment(line)) ? [`${path}:${index + 1}`] : [])),
    )
    expect(found).toEqual([])
  })

  test('the page imports the contracts, and the type of the app, and nothing else of the Worker', () => {
    const found = findImports(page, (_path, _specifier, target, typeOnly) => {
      if (target === undefined || target.startsWith('web/')) return false
      return !target.startsWith('src/contracts/') && !(typeOnly && target === 'src/app.ts')
    })
    expect(found).toEqual([])
  })
})

function stripComment(line: string): string {
  return line.replace(/^\s*(?:\/\/|\*|\/\*).*$/, '').replace(/\s\/\/ .*$/, '')
}
