import type { ErrorDefinitions } from './definition.ts'

/** Jobs and vector sets. */
export const BACKGROUND_ERRORS = {
  'jobs.not_found': { status: 404, title: 'The job does not exist', help: 'Jobs are kept for 30 days.' },
  'jobs.state': {
    status: 409,
    title: 'The job is not in a state that allows this',
    help: 'Only failed jobs can be retried, and only rebuilds and vector sets that are not in place yet cancelled.',
  },
  'vectors.set_not_found': {
    status: 404,
    title: 'The vector set does not exist',
    help: 'List what there is with GET /v1/collections/{collection}/vector-sets.',
  },
  'vectors.set_building': {
    status: 409,
    title: 'A vector set is being built',
    help: 'Wait for the job that builds it, or cancel that job.',
  },
  'vectors.set_waiting': {
    status: 409,
    title: 'A vector set is waiting to be served',
    help: 'Serve it or delete it first: a collection has one set beside the served one and the previous one.',
  },
  'vectors.set_state': {
    status: 409,
    title: 'The vector set is not in a state that allows this',
    help: 'A ready set can be served; ready and previous ones compared; ready, previous and failed ones deleted.',
  },
  'vectors.set_outdated': {
    status: 409,
    title: 'The vector set was made under another definition',
    help: 'Delete it and build another: its vectors stand for texts that the collection does not have any more.',
  },
  'vectors.no_previous': {
    status: 409,
    title: 'There is no vector set to go back to',
    help: 'Only the set that was served before the last switch is kept, and only when that was asked for.',
  },
  'vectors.nothing_to_build': {
    status: 409,
    title: 'There is nothing to build vectors from',
    help: 'Declare vectors in the definition of the collection and write documents first.',
  },
  'vectors.changed': {
    status: 409,
    title: 'The vector sets have changed meanwhile',
    help: 'Somebody else switched, built or deleted at the same moment: list the sets and repeat what still makes sense.',
  },
  'vectors.dimensions': { status: 422, title: 'The vector dimension is not supported', help: 'Use 256, 384, 768, 1024 or 1536 dimensions.' },
} as const satisfies ErrorDefinitions
