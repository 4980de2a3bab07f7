import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findSets, parseQrels, readCorpus, readSet, sampleValues } from '../../../evals/sets.ts'

let data = ''

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'sets-'))
  await mkdir(join(data, 'desks'))
  await mkdir(join(data, 'half'))
  await writeFile(join(data, 'half', 'queries.jsonl'), '')
  await writeFile(join(data, 'desks', 'corpus.jsonl.gz'), gzipSync('{"id":"1","title":"walnut\u2028desk"}\r\n\n{"id":"2","title":"Tür"}'))
  await writeFile(join(data, 'desks', 'queries.jsonl'), '{"id":"q1","text":"desk"}\n{"id":2,"text":"door"}\n{"id":"unjudged","text":"x"}\n')
  await writeFile(join(data, 'desks', 'qrels.tsv'), 'query\tdocument\tgrade\nq1\t1\t3\r\n2\t2\t1\n2\t1\t0\n')
})
afterAll(() => rm(data, { recursive: true, force: true }))

test('a set is a folder with all three files', async () => expect(await findSets(data)).toEqual(['desks']))

test('queries without judgments are left out, ids are text', async () => {
  const set = await readSet(data, 'desks')
  expect(set.queries).toEqual([
    { id: 'q1', text: 'desk' },
    { id: '2', text: 'door' },
  ])
  expect(set.judgments.get('2')).toEqual(
    new Map([
      ['2', 1],
      ['1', 0],
    ]),
  )
})

test('a line ends at a line feed only, not at a line separator inside a string', async () => {
  const lines: string[] = []
  for await (const line of readCorpus(join(data, 'desks'))) lines.push(line)
  expect(lines.map((line) => (JSON.parse(line) as { title: string }).title)).toEqual(['walnut\u2028desk', 'Tür'])
})

test('a bad judgment names its line', () => expect(() => parseQrels('query\tdocument\tgrade\nq1\t1\n')).toThrow('line 2'))

test('a sample has the wanted size, keeps the order and repeats', () => {
  const values = Array.from({ length: 100 }, (_, index) => index)
  const sample = sampleValues(values, 10, 7)
  expect(sample).toHaveLength(10)
  expect(sample).toEqual([...sample].sort((a, b) => a - b))
  expect(sampleValues(values, 10, 7)).toEqual(sample)
  expect(sampleValues(values, 10, 8)).not.toEqual(sample)
  expect(sampleValues(values, 500)).toEqual(values)
})
