import { expect, test } from 'vitest'
import { readJudgedSet, readJudgments } from '../../../../scripts/lib/learning/read-judgments.ts'

test('lines are read with or without a header, and a bad one is named and left out', () => {
  const { judgments, problems } = readJudgments(
    '\uFEFFquery\tdocument\tgrade\r\nred lamp\td1\t3\r\n\nred lamp\td2\n lamp \td3\t0\nlamp\td4\tgood\nlamp\td5\t-1\nlamp\td6\t\n',
  )
  expect([...judgments].map(([query, grades]) => [query, [...grades]])).toEqual([
    ['red lamp', [['d1', 3]]],
    ['lamp', [['d3', 0]]],
  ])
  expect(problems.map((problem) => problem.slice(0, 11))).toEqual(['line 4 is n', 'line 6 is n', 'line 7 is n', 'line 8 is n'])
  expect(readJudgments('lamp\td1\t2').judgments.get('lamp')?.get('d1')).toBe(2)
})

test('a first line that is no table at all is a bad line, and a query too long is one', () => {
  expect(readJudgments('nothing here').problems).toHaveLength(1)
  expect(readJudgments(`${'x'.repeat(513)}\td\t1`)).toMatchObject({ problems: [expect.stringContaining('line 1: the query is longer')] })
})

test('the first of two judgments that differ stays', () => {
  const { judgments, problems } = readJudgments('a\td\t2\na\td\t2\na\td\t0')
  expect(judgments.get('a')?.get('d')).toBe(2)
  expect(problems).toEqual(['line 3: the document was judged 2 for the query before, which stays'])
})

test('a judged set is read by ids; what belongs to no query is named', () => {
  const { judgments, problems } = readJudgedSet(
    '{"id":1,"text":"lamp"}\nno json\n{"id":"2","text":" "}\n',
    'query\tdocument\tgrade\n1\td1\t2\n2\td1\t1\n',
  )
  expect([...judgments.keys()]).toEqual(['lamp'])
  expect(problems).toEqual([
    expect.stringContaining('queries.jsonl line 2'),
    expect.stringContaining('queries.jsonl line 3'),
    'qrels.tsv line 3: there is no query "2"',
  ])
})
