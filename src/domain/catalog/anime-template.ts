import type { CollectionDefinition, FieldDefinition, VectorDefinition } from '../../contracts/collection.ts'

const FIELDS: FieldDefinition[] = [
  { name: 'title', type: 'text', search: 'a' },
  { name: 'titleEnglish', type: 'text', search: 'a' },
  { name: 'titleNative', type: 'text', search: 'b' },
  { name: 'synonyms', type: 'string[]', search: 'b' },
  { name: 'franchise', type: 'string', search: 'b', facet: 'disjunctive' },
  { name: 'synopsis', type: 'text', search: 'd' },
  { name: 'review', type: 'text' },
  { name: 'characters', type: 'string[]', search: 'c' },
  { name: 'voiceActors', type: 'string[]', search: 'd' },
  { name: 'genres', type: 'string[]', search: 'c', facet: 'conjunctive' },
  { name: 'themes', type: 'string[]', search: 'c', facet: 'conjunctive' },
  { name: 'demographics', type: 'string[]', search: 'd', facet: 'disjunctive' },
  { name: 'tags', type: 'string[]', search: 'd', facet: 'conjunctive' },
  { name: 'format', type: 'string', search: 'd', facet: 'disjunctive' },
  { name: 'source', type: 'string', search: 'd', facet: 'disjunctive' },
  { name: 'ageRating', type: 'string', facet: 'disjunctive' },
  { name: 'country', type: 'string', facet: 'disjunctive' },
  { name: 'episodes', type: 'number', facet: 'range', sort: true },
  { name: 'minutes', type: 'number', facet: 'range', sort: true },
  { name: 'studios', type: 'string[]', search: 'c', facet: 'disjunctive' },
  { name: 'producers', type: 'string[]', search: 'd', facet: 'disjunctive' },
  { name: 'staff', type: 'string[]', search: 'd' },
  { name: 'year', type: 'number', facet: 'range', sort: true },
  { name: 'season', type: 'string', search: 'd', facet: 'disjunctive' },
  { name: 'decade', type: 'string[]', search: 'd', facet: 'disjunctive' },
  { name: 'status', type: 'string', facet: 'disjunctive' },
  { name: 'broadcast', type: 'string' },
  { name: 'startDate', type: 'date', sort: true },
  { name: 'endDate', type: 'date', sort: true },
  { name: 'platforms', type: 'string[]', search: 'd', facet: 'disjunctive' },
  { name: 'streamingLinks', type: 'string[]' },
  { name: 'relations', type: 'string[]', search: 'd' },
  { name: 'episodeTitles', type: 'string[]', search: 'd' },
  { name: 'episodeSummaries', type: 'text' },
  { name: 'identifiers', type: 'string[]', search: 'd' },
  { name: 'score', type: 'number', facet: 'range', sort: true },
  { name: 'votes', type: 'number', sort: true },
  { name: 'popularity', type: 'number', sort: true },
  { name: 'adult', type: 'boolean', facet: 'conjunctive' },
  { name: 'image', type: 'image' },
  { name: 'url', type: 'string' },
]

/** What a vector counts beside the others follows from its priority: what people search by most, and what only helps to tell apart. */
const WEIGHTS = { high: 1, medium: 0.6, low: 0.3 } as const

function vector(name: string, priority: VectorDefinition['priority'], fields: string[]): VectorDefinition {
  return { name, fields, weight: WEIGHTS[priority], priority }
}

/** A catalogue of series and films that people remember by many sides: twelve vectors of text and one of pictures, each field in one. */
export const ANIME_TEMPLATE: CollectionDefinition = {
  language: 'en',
  fields: FIELDS,
  vectors: [
    vector('title', 'high', ['title', 'titleEnglish', 'titleNative']),
    vector('character', 'high', ['characters', 'voiceActors']),
    vector('genre', 'high', ['genres', 'themes', 'demographics', 'tags']),
    vector('image', 'high', ['image']),
    vector('technical', 'medium', ['format', 'episodes', 'minutes', 'source', 'ageRating', 'country']),
    vector('staff', 'medium', ['studios', 'producers', 'staff']),
    vector('review', 'medium', ['synopsis', 'review']),
    vector('franchise', 'medium', ['franchise', 'synonyms']),
    vector('episode', 'medium', ['episodeTitles', 'episodeSummaries']),
    vector('temporal', 'low', ['year', 'season', 'decade', 'status']),
    vector('streaming', 'low', ['platforms', 'streamingLinks', 'broadcast']),
    vector('related', 'low', ['relations']),
    vector('identifiers', 'low', ['identifiers']),
  ],
  display: { title: 'title', description: 'synopsis', image: 'image', url: 'url' },
  ranking: { browse: ['popularity:desc'] },
}
