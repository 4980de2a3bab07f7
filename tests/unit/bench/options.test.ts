import { describe, expect, test } from 'vitest'
import { USAGE, parseBenchOptions } from '../../../bench/options.ts'

describe('the options of the bench', () => {
  test('the steps of understanding are measured unless they are left out, as the usage says', () => {
    expect(parseBenchOptions([]).understanding).toBe(true)
    expect(parseBenchOptions(['--', '--quick', '--no-understanding']).understanding).toBe(false)
    expect(USAGE).toContain('--no-understanding')
  })

  test('what ranking costs is measured unless it is left out, as the usage says', () => {
    expect(parseBenchOptions([]).ranking).toBe(true)
    expect(parseBenchOptions(['--no-ranking'])).toMatchObject({ ranking: false, understanding: true })
    expect(USAGE).toContain('--no-ranking')
  })

  test('an unknown set, engine or flag is named', () => {
    expect(() => parseBenchOptions(['--sets', 'cacm'])).toThrow('"cacm"')
    expect(() => parseBenchOptions(['--engines', 'lucene'])).toThrow('"lucene"')
    expect(() => parseBenchOptions(['--understanding'])).toThrow('--understanding')
  })
})
