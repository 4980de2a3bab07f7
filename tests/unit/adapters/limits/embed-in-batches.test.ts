import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { runInWaves, splitEvery } from '../../../../src/adapters/limits/run-in-waves.ts'
import { truncateToTokens } from '../../../../src/adapters/limits/truncate-to-tokens.ts'

describe('runInWaves', () => {
  it('keeps the order and never has more than its width under way', async () => {
    let running = 0
    let most = 0
    const results = await runInWaves([5, 1, 4, 2, 3, 0], 3, async (turns) => {
      most = Math.max(most, ++running)
      for (let turn = 0; turn < turns; turn++) await Promise.resolve()
      running--
      return turns * 10
    })
    expect(results).toEqual([50, 10, 40, 20, 30, 0])
    expect(most).toBe(3)
  })

  it('starts nothing more after a failure and throws it', async () => {
    const started: number[] = []
    const work = runInWaves([0, 1, 2, 3, 4, 5], 2, async (item) => {
      started.push(item)
      await Promise.resolve()
      if (item === 1) throw new Error('one')
    })
    await expect(work).rejects.toThrow('one')
    expect(started.length).toBeLessThan(6)
  })

  it('does nothing with nothing', async () => {
    expect(await runInWaves([], 3, async () => 1)).toEqual([])
    expect(splitEvery([], 3)).toEqual([])
  })
})

describe('truncateToTokens', () => {
  it('returns the text or a beginning of it, never half a character, and changes nothing when repeated', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.integer({ min: 0, max: 60 }), (text, maxTokens) => {
        const cut = truncateToTokens(text, maxTokens)
        expect(text.startsWith(cut)).toBe(true)
        expect(cut.isWellFormed()).toBe(text.isWellFormed() || cut.isWellFormed())
        expect(truncateToTokens(cut, maxTokens)).toBe(cut)
      }),
    )
  })

  it('counts an ideograph as a token and letters as parts of one', () => {
    expect(truncateToTokens('漢'.repeat(20), 10)).toBe('漢'.repeat(10))
    expect(truncateToTokens('a'.repeat(50), 10).length).toBe(33)
    expect(truncateToTokens('🪑🪑🪑', 2)).toBe('🪑🪑')
  })
})
