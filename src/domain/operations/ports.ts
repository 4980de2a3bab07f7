import type { JobState } from '../../contracts/documents.ts'

export type Job = {
  id: string
  tenant: string
  collectionId: number | null
  kind: string
  state: JobState
  done: number
  total: number
  attempts: number
  cursor: unknown
  payload: unknown
  error: string | null
  result: unknown
  createdAt: number
  startedAt: number | null
  finishedAt: number | null
}
