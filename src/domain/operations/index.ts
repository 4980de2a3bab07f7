/** The room `operations`: jobs, the outbox, idempotency keys, and when what works in the background comes back. */
export type {
  IdempotencyStore,
  Job,
  JobChange,
  JobHandler,
  JobPlace,
  JobStore,
  MessageSender,
  OperationsPorts,
  Outbox,
  RequestClaim,
} from './ports.ts'
export { viewJob } from './view-job.ts'
export { getJob, listJobs } from './read-jobs.ts'
export { cancelJob } from './cancel-job.ts'
export { retryJob } from './retry-job.ts'
export { newJob } from './new-job.ts'
export { storeDeadLetter } from './store-dead-letter.ts'
export { completeReplay } from './complete-replay.ts'
export { type BackgroundState, runBackground } from './run-background.ts'
export { claimRequest, settleRequest } from './claim-request.ts'
export { movePokedAlarm } from './schedule.ts'
