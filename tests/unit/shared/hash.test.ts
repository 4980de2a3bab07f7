import { expect, test } from 'vitest'
import { hashText } from '../../../src/shared/hash.ts'

test('is SHA-256 of the UTF-8 text, cut', async () => {
  expect(await hashText('abc', 32)).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  expect(await hashText('abc')).toBe('ba7816bf8f01cfea414140de5dae2223')
  expect(await hashText('é', 4)).toBe('4a99557e')
})
