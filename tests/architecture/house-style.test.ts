import { basename } from 'node:path'
import { describe, expect, test } from 'vitest'
import { listFiles, readSources } from './source-files.ts'

const PARTS = ['src', 'web/src', 'scripts', 'evals', 'bench', 'samples', 'tests']
const MAX_LINES = 400
const P95_LINES = 300
const MEDIAN_LINES = 80

const sources = readSources(PARTS)
/** The sources without lines of comment and without strings. */
const code = sources.map((source) => ({
  ...source,
  text: source.text.replaceAll(/^\s*(?:\/\/|\/?\*).*$/gm, '').replaceAll(/'[^'\n]*'|`[^`\n]*`/g, "''"),
}))
const tests = sources.filter(({ path }) => path.startsWith('tests/'))

/** `path:line` wherever a line of `files` matches. */
function findLines(files: typeof sources, pattern: RegExp): string[] {
  return files.flatMap(({ path, text }) => text.split('\n').flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}`] : [])))
}

function countLines(text: string): number {
  return text.trimEnd().split('\n').length
}

describe('sizes', () => {
  test(`no file has more than ${MAX_LINES} lines`, () => {
    expect(sources.filter(({ text }) => countLines(text) > MAX_LINES).map(({ path }) => path)).toEqual([])
  })

  test(`half of the Worker's files have at most ${MEDIAN_LINES} lines, and 95 of 100 at most ${P95_LINES}`, () => {
    const lines = sources
      .filter(({ path }) => path.startsWith('src/'))
      .map(({ text }) => countLines(text))
      .toSorted((left, right) => left - right)
    expect(lines[Math.floor(lines.length / 2)]).toBeLessThanOrEqual(MEDIAN_LINES)
    expect(lines[Math.floor(lines.length * 0.95)]).toBeLessThanOrEqual(P95_LINES)
  })
})

describe('names', () => {
  test('files are kebab-case and none is a drawer for anything', () => {
    const names = PARTS.flatMap((part) => listFiles(part, (path) => /\.tsx?$/.test(path)))
    const KEBAB = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.(?:test|config|d))?\.tsx?$/
    const DRAWER = /^(?:.*-)?(?:utils?|helpers?|managers?|services?|common|misc)\.tsx?$/
    expect(names.filter((path) => !KEBAB.test(basename(path)))).toEqual([])
    // the one file that wires adapters to rooms carries the name on purpose
    expect(names.filter((path) => DRAWER.test(basename(path)) && path !== 'src/services.ts')).toEqual([])
  })
})

describe('language', () => {
  test('no any, no non-null !, no enum, no namespace', () => {
    expect(findLines(code, /(?::|<|\bas)\s*any\b(?=[\s,;>)\]=[{|&]|$)/)).toEqual([])
    expect(findLines(code, /[\w)\]]!(?:\.|\[|\)|,|;|$)/)).toEqual([])
    expect(findLines(sources, /^\s*(?:export\s+)?(?:declare\s+)?(?:const\s+)?(?:enum|namespace)\s+\w/)).toEqual([])
  })

  test('no @ts-ignore, and a lint rule is switched off for one line at a time', () => {
    expect(findLines(sources, /@ts-(?:ignore|nocheck)/).filter((place) => !place.startsWith('tests/architecture/'))).toEqual([])
    expect(findLines(sources, /(?:oxlint|eslint)-disable(?!-next-line|-line)/).filter((place) => !place.startsWith('tests/architecture/'))).toEqual(
      [],
    )
  })
})

describe('tests', () => {
  test('none is skipped, singled out, left for later or tried again', () => {
    const found = findLines(tests, /\b(?:test|it|describe)\.(?:skip|only|todo|skipIf|runIf|fails)\b|\bretry:\s*[1-9]/)
    expect(found.filter((place) => !place.startsWith('tests/architecture/'))).toEqual([])
  })
})
