import { createMemoryVectorStore } from '../../../support/memory-vector-store.ts'
import { runVectorStoreContract } from '../../../contract/vector-store-cases.ts'

runVectorStoreContract('exact oracle', createMemoryVectorStore, { tolerance: 1e-5 })
