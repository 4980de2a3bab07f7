/** The rooms of src/domain and the only rooms each may import; a room never imports one of its own rank or above. */
export const ROOMS: Readonly<Record<string, { rank: number; mayImport: readonly string[] }>> = {
  catalog: { rank: 1, mayImport: [] },
  experiments: { rank: 1, mayImport: [] },
  safety: { rank: 1, mayImport: [] },
  embedding: { rank: 1, mayImport: [] },
  llm: { rank: 2, mayImport: [] },
  ranking: { rank: 2, mayImport: [] },
  signals: { rank: 2, mayImport: [] },
  ingestion: { rank: 3, mayImport: ['catalog', 'embedding'] },
  enrichment: { rank: 3, mayImport: ['catalog', 'llm'] },
  search: { rank: 4, mayImport: ['catalog', 'embedding', 'ranking', 'llm'] },
  vision: { rank: 4, mayImport: ['catalog', 'embedding', 'ranking', 'llm'] },
  recommendations: { rank: 4, mayImport: ['catalog', 'embedding', 'ranking', 'signals'] },
  explanations: { rank: 5, mayImport: ['llm'] },
  chat: { rank: 6, mayImport: ['search', 'recommendations', 'llm', 'safety'] },
  interpreter: { rank: 6, mayImport: ['llm', 'safety'] },
  operations: { rank: 7, mayImport: [] },
  privacy: { rank: 7, mayImport: [] },
}

/** What each part of src may import besides itself. services.ts wires adapters to rooms; the shells in durable do so for themselves. */
export const LAYERS: Readonly<Record<string, readonly string[]>> = {
  shared: [],
  contracts: ['shared'],
  domain: ['shared', 'contracts'],
  adapters: ['shared', 'contracts', 'domain', 'env'],
  routes: ['shared', 'contracts', 'domain', 'services', 'env'],
  queues: ['shared', 'contracts', 'domain', 'services', 'env'],
  durable: ['shared', 'contracts', 'domain', 'adapters', 'services', 'env'],
  env: ['shared', 'contracts'],
  services: ['shared', 'contracts', 'domain', 'adapters', 'env'],
  app: ['shared', 'contracts', 'routes', 'services', 'env'],
  index: ['shared', 'contracts', 'app', 'routes', 'queues', 'durable', 'services', 'env'],
}

/** `src/routes/x.ts` -> routes, `src/services.ts` -> services */
export function layerOf(path: string): string {
  return (
    path
      .replace(/^src\//, '')
      .split('/')[0]
      ?.replace(/\.ts$/, '') ?? ''
  )
}

/** `src/domain/catalog/x.ts` -> catalog */
export function roomOf(path: string): string | undefined {
  return /^src\/domain\/([^/]+)\//.exec(path)?.[1]
}
