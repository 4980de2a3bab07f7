import { describe, expect, test } from 'vitest'
import { readCommand } from '../../../scripts/vector-sets/read-command.ts'

const read = (...args: string[]) => readCommand(['--collection', 'shop', ...args])
const SETS = '/v1/collections/shop/vector-sets'

describe('npm run vector-sets', () => {
  test('each command is one request', () => {
    expect(read('list')).toEqual({ method: 'GET', path: SETS })
    expect(read('build')).toEqual({ method: 'POST', path: SETS, body: { switch: 'manual' } })
    expect(read('build', 'automatic')).toEqual({ method: 'POST', path: SETS, body: { switch: 'automatic' } })
    expect(read('compare', '2')).toEqual({ method: 'GET', path: `${SETS}/2/comparison` })
    expect(read('serve', '2')).toEqual({ method: 'POST', path: `${SETS}/2/serve` })
    expect(read('rollback')).toEqual({ method: 'POST', path: `${SETS}/rollback` })
    expect(read('delete', '2')).toEqual({ method: 'DELETE', path: `${SETS}/2` })
  })

  test('names another server with its key', () => {
    expect(read('list', '--url', 'https://example.test/', '--key', 'k')).toMatchObject({ url: 'https://example.test', key: 'k' })
  })

  test.each([
    [[]],
    [['serve']],
    [['serve', 'two']],
    [['serve', '0']],
    [['rollback', '1']],
    [['list', '1']],
    [['build', 'later']],
    [['serve', '2', '3']],
    [['list', '--url', 'https://example.test']],
    [['list', '--unknown']],
  ])('%j is refused with the usage', (args) => {
    expect(() => read(...args)).toThrow(/npm run vector-sets -- --collection NAME COMMAND/)
  })

  test('needs a collection', () => {
    expect(() => readCommand(['list'])).toThrow(/--collection needs/)
  })
})
