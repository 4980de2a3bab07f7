import type { Database } from '../../src/adapters/d1/database.ts'
import type { VectorizeBinding } from '../../src/adapters/vectorize/binding.ts'
import { createD1FreshVectors } from '../../src/adapters/vectorize/d1-fresh-vectors.ts'
import { createD1IdMap } from '../../src/adapters/vectorize/d1-id-map.ts'
import { createVectorizeStore } from '../../src/adapters/vectorize/vector-store.ts'
import { createVectorizeIndex } from '../../src/adapters/vectorize/vectorize-index.ts'
import type { VectorDimension } from '../../src/domain/embedding/vector-store.ts'
import { createTestClock } from '../emulators/clock.ts'
import { createVectorizeEmulator } from '../emulators/vectorize-emulator.ts'
import type { MetadataIndexType } from '../emulators/vectorize-filter.ts'

const SLOTS: Record<string, MetadataIndexType> = {
  s0: 'string',
  s1: 'string',
  s2: 'string',
  s3: 'string',
  s4: 'string',
  s5: 'string',
  s6: 'string',
  n0: 'number',
  n1: 'number',
  n2: 'number',
}

/** The Vectorize store over the emulator, with a clock in common. */
export function createVectorizeHarness(database: Database, dimensions: VectorDimension = 256, capacity?: number) {
  const clock = createTestClock()
  const emulator = createVectorizeEmulator({ dimensions, clock, metadataIndexes: SLOTS })
  const binding: VectorizeBinding = emulator
  const index = createVectorizeIndex(binding, clock.now)
  const background: Promise<unknown>[] = []
  const fresh = createD1FreshVectors(database, capacity)
  const idMap = createD1IdMap(database)
  const store = createVectorizeStore({ indexes: { [dimensions]: index }, idMap, fresh, now: clock.now, later: (work) => background.push(work) })
  return {
    clock,
    emulator,
    index,
    store,
    fresh,
    idMap,
    /** Makes all writes visible and lets the store know. */
    async settle(): Promise<void> {
      clock.advance(120_000)
      await index.refresh()
      clock.advance(6000)
      await Promise.all(background.splice(0))
    },
    finishBackground: () => Promise.all(background.splice(0)),
  }
}
