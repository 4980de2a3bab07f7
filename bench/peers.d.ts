// What is used of the packages of bench/package.json: they are installed by the bench alone, and types must hold without them.
declare module 'minisearch' {
  export type MiniSearchResult = { id: string; score: number; [stored: string]: unknown }
  export default class MiniSearch<T> {
    constructor(options: {
      fields: readonly string[]
      storeFields: readonly string[]
      processTerm?: (term: string) => string | null
      searchOptions?: {
        boost?: Record<string, number>
        combineWith?: 'OR' | 'AND'
        fuzzy?: number
        prefix?: boolean | ((term: string) => boolean)
        weights?: { fuzzy: number; prefix: number }
      }
    })
    addAll(documents: readonly T[]): void
    search(query: string): MiniSearchResult[]
  }
}
declare module '@orama/stemmers/english' {
  export const stemmer: (word: string) => string
  export const language: 'english'
}
declare module '@orama/orama' {
  export type AnyOrama = { readonly orama: unique symbol }
  export function create(options: { schema: Record<string, string>; components?: Record<string, unknown> }): AnyOrama
  export function insertMultiple(db: AnyOrama, documents: readonly object[], batchSize?: number): Promise<string[]> | string[]
  export function search(
    db: AnyOrama,
    query: {
      term: string
      limit: number
      properties?: readonly string[]
      boost?: Record<string, number>
      facets?: Record<string, { limit: number }>
      tolerance?: number
      threshold?: number
      exact?: boolean
      relevance?: { k: number; b: number; d: number }
    },
  ): Promise<OramaResult> | OramaResult
  export type OramaResult = {
    count: number
    hits: { id: string; score: number; document: Record<string, unknown> }[]
    facets?: Record<string, { count: number; values: Record<string, number> }>
  }
}
declare module 'flexsearch' {
  export class Encoder {
    constructor(...options: object[])
  }
  export const Charset: Record<'Default' | 'Normalize' | 'LatinBalance' | 'LatinAdvanced' | 'LatinExtra' | 'LatinSoundex', object>
  export class Document {
    constructor(options: {
      document: { id: string; index: { field: string; tokenize: string; encoder: Encoder; resolution?: number }[]; store: string[] }
      cache?: boolean
    })
    add(document: object): void
    search(
      query: string,
      options: { limit: number; suggest?: boolean; enrich?: boolean; merge?: boolean },
    ): { id: string; doc: Record<string, unknown> }[]
  }
}
declare module 'better-sqlite3' {
  type Statement = {
    run(...values: unknown[]): unknown
    all(...values: unknown[]): Record<string, unknown>[]
    get(...values: unknown[]): Record<string, unknown> | undefined
  }
  export default class Database {
    constructor(file: string)
    exec(sql: string): this
    pragma(text: string): unknown
    prepare(sql: string): Statement
    close(): void
  }
}
