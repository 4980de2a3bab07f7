import { runVectorStoreContract } from '../../../contract/vector-store-cases.ts'
import { withGlobalKeys } from '../../../support/global-keys.ts'
import { openSqliteDatabase } from '../../../support/sqlite-database.ts'
import { createVectorizeHarness } from '../../../support/vectorize-harness.ts'

let harness = createVectorizeHarness(openSqliteDatabase())

// Twice: answered from the index, long after every write, and answered before the index shows anything.
runVectorStoreContract(
  'Vectorize, settled',
  () => {
    harness = createVectorizeHarness(openSqliteDatabase())
    return withGlobalKeys(harness.store)
  },
  { advance: () => harness.settle(), mostNeighbours: 100 },
)

// room for the largest case: what the overlay has no room for waits for the index (see freshness.test.ts)
runVectorStoreContract(
  'Vectorize, not yet visible',
  () => {
    harness = createVectorizeHarness(openSqliteDatabase(), 256, 5000)
    return withGlobalKeys(harness.store)
  },
  { mostNeighbours: 100 },
)
