/** What a key that lives in a page may do. */
export const FOR_SEARCH_KEYS = [
  'GET /v1/aliases',
  'GET /v1/collections',
  'GET /v1/collections/:collection',
  'GET /v1/collections/:collection/abbreviations',
  'GET /v1/collections/:collection/documents/:id',
  'GET /v1/collections/:collection/documents/:id/similar',
  'GET /v1/collections/:collection/search',
  'GET /v1/collections/:collection/suggest',
  'GET /v1/collections/:collection/synonyms',
  'GET /v1/collections/:collection/synonyms/:id',
  'GET /v1/collections/:collection/synonyms/export',
  'GET /v1/collections/:collection/synonyms/suggestions',
  'POST /v1/collections/:collection/facets/:field/search',
  'POST /v1/collections/:collection/search',
  'POST /v1/collections/:collection/similar',
  'POST /v1/search',
]
