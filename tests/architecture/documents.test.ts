import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ROOT, listFiles } from './source-files.ts'

const documents = listFiles('', (path) => path.endsWith('.md'))

const FOLDERS = /^(?:src|web|tests|scripts|evals|bench|docs|samples|migrations|\.ci)\//
const FILES = /^[\w.-]+\.(?:ts|tsx|mjs|json|toml|md)$/
// what a run writes, and what a reader is told to make
const MADE = /^(?:dist|\.meridian|\.wrangler|node_modules)\/|^(?:\.dev\.vars|local\.json)$/

/** Paths a document names: the targets of its links, and what stands in backticks and looks like a path of this repository. */
function findPaths(document: string): string[] {
  const text = readFileSync(join(ROOT, document), 'utf8').replaceAll(/^```[\s\S]*?^```/gm, '')
  const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target.replace(/#.*$/, ''))
  const local = links
    .filter((target) => target !== '' && !/^[a-z]+:|^\//i.test(target))
    .map((target) => relative(ROOT, resolve(ROOT, dirname(document), target)))
  const quoted = [...text.matchAll(/`([^`\n]+)`/g)].map(([, word = '']) => word.replace(/:\d+(?:-\d+)?$/, '').replace(/^\.\//, ''))
  const paths = quoted.filter((word) => !/[\s<>{}$…]/.test(word) && (FOLDERS.test(word) || FILES.test(word)) && !MADE.test(word))
  return [...local, ...paths]
}

function isThere(path: string, document: string): boolean {
  if (path.includes('*')) return globSync(path, { cwd: ROOT }).length > 0
  if (existsSync(join(ROOT, path)) || existsSync(join(ROOT, dirname(document), path))) return true
  // a bare file name stands for a file of that name somewhere
  return !path.includes('/') && listFiles('', (file) => file.endsWith(`/${path}`)).length > 0
}

describe('documents', () => {
  test('there are some', () => {
    expect(documents).toContain('README.md')
  })

  test.each(documents)('%s names only paths that exist', (document) => {
    expect(findPaths(document).filter((path) => !isThere(path, document))).toEqual([])
  })
})
