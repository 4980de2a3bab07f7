import type { ResolvedDefinition } from '../../contracts/collection.ts'
import type { RankingState } from '../../contracts/ranking.ts'

/** The model behind a vector set; `statistics` are the model's own, for the hybrid policy. */
export type SemanticModel = {
  name: string
  dimensions: 256 | 384 | 768 | 1024 | 1536
  /** key in blob storage of a learnt model; null for models that live elsewhere */
  blob: string | null
  statistics: Readonly<Record<string, number>>
  /** share of the documents that have each of several vectors, 0..1, counted when the model was learnt; absent where nothing was */
  vectorCoverage?: Readonly<Record<string, number>> | undefined
  /** field -> metadata slot of the set's vectors, for stores that filter by themselves */
  slots: Readonly<Record<string, string>>
  learntAt: number
  /** of the collection when the documents to learn from were chosen, which may be less than what is in it */
  documents: number
  /** the collection's `changes` at that time; absent in models of an older version, which began to count anew */
  changes?: number
  /** learnings in a row, this one the last, that few changes were enough for; absent is none */
  followUps?: number
  /** of the building set: filled, and waiting for somebody to serve it */
  ready?: true
  /** of the building set: the served one was made under another definition when this one was begun */
  owed?: true
  /** of the served set: somebody went back to it, so nothing replaces it by itself */
  held?: true
}

/** The collection's own words as gathered from its documents: which blobs to read, and how far they are behind. */
export type LexiconState = {
  version: number
  /** the collection's versions when the gathering began */
  dataVersion: number
  generation: number
  documents: number
  /** epoch milliseconds */
  builtAt: number
  /** its parts are in another format than this code's, which reads nothing of them; whoever reads the row knows the format */
  outdated?: true
}

/** As it lies in the row: what its parts are written in, too, of which lexicons of an older version say nothing. */
export type StoredLexicon = Omit<LexiconState, 'outdated'> & { format?: string }

export type Collection = {
  readonly id: number
  readonly tenant: string
  readonly name: string
  readonly definition: ResolvedDefinition
  /** keyword tables that searches read */
  readonly generation: number
  /** keyword tables that a rebuild is filling; writes feed both */
  readonly building: number | null
  readonly buildingDefinition: ResolvedDefinition | null
  /** which code's terms `generation` holds (INDEX_FORMAT of the room ingestion) */
  readonly indexFormat: number
  readonly dataVersion: number
  readonly configVersion: number
  readonly vectorVersion: number
  readonly vectorSet: number | null
  readonly buildingSet: number | null
  readonly model: SemanticModel | null
  readonly buildingModel: SemanticModel | null
  readonly relearn: boolean
  /** documents written or removed so far: how far a model is behind is the difference from its own number */
  readonly changes: number
  readonly documentCount: number
  readonly tokenCount: number
  /** null until its words have been gathered for the first time */
  readonly lexicon: LexiconState | null
  /** moves with the lexicon and with every word rule */
  readonly understandingVersion: number
  /** null until a profile has been promoted or rules published */
  readonly ranking: RankingState | null
  readonly job: string | null
  readonly createdAt: number
  readonly updatedAt: number
}
