import { describe, expect, test } from 'vitest'
import { moveCursor } from '../../../web/src/state/list-cursor.ts'

describe('the keyboard in an open list', () => {
  test('Down goes through every option in order and out below the last', () => {
    let at = moveCursor('ArrowDown', null, 3)
    const path = [at]
    while (typeof at === 'number') {
      at = moveCursor('ArrowDown', at, 3)
      path.push(at)
    }
    expect(path).toEqual([0, 1, 2, 'below'])
  })

  test('Up begins at the last option and leads back to the field', () => {
    expect(moveCursor('ArrowUp', null, 3)).toBe(2)
    expect(moveCursor('ArrowUp', 1, 3)).toBe(0)
    expect(moveCursor('ArrowUp', 0, 3)).toBeNull()
  })

  test('Home and End move between options once one is active, before that in the text', () => {
    expect([moveCursor('Home', 2, 3), moveCursor('End', 0, 3)]).toEqual([0, 2])
    expect([moveCursor('Home', null, 3), moveCursor('End', null, 3)]).toEqual([undefined, undefined])
  })

  test('letters belong to the field, and an empty list has no options to go to', () => {
    expect(moveCursor('a', 1, 3)).toBeUndefined()
    expect(moveCursor('ArrowDown', null, 0)).toBeUndefined()
  })
})
