import { describe, expect, test } from 'vitest'
import { USAGE, parseBenchOptions } from '../../../bench/options.ts'

describe('the options of the bench', () => {
  test('the steps of understanding are measured unless they are left out, as the usage says', () => {
    expect(parseBenchOptions([]).understanding).toBe(true)
    expect(parseBenchOptions(['--', '--quick', '--no-understanding']).understanding).toBe(false)
    expect(USAGE).toContain('--no-understanding')
  })

  test('an unknown set, engine or flag is named', () => {
    expect(() => parseBenchOptions(['--sets', 'cacm'])).toThrow('"cacm"')
    expect(() => parseBenchOptions(['--engines', 'lucene'])).toThrow('"lucene"')
    expect(() => parseBenchOptions(['--understanding'])).toThrow('--understanding')
  })
})
