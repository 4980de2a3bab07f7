import { env } from 'cloudflare:workers'
import { createDurableVectorStore } from '../../src/adapters/embedded/durable-vector-store.ts'
import { runVectorStoreContract } from '../contract/vector-store-cases.ts'

runVectorStoreContract('embedded vector store', () => createDurableVectorStore(env.VECTOR_INDEX))
