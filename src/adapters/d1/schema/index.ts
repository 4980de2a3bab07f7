// The fixed tables, a file a subject: drizzle-kit compares all of them with the migrations.
export * from './background.ts'
export * from './collections.ts'
export * from './documents.ts'
export * from './ranking.ts'
export * from './vectors.ts'
export * from './words.ts'
