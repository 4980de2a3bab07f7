import { type Collection, type NewJob, type SemanticModel, vectorBasis } from '../../catalog/index.ts'
import { type SetChange, type SetRecord, type SetState, createRecord, numberNextSet } from './set-record.ts'

/** What a change is decided on. */
export type SetFacts = { collection: Collection; records: readonly SetRecord[]; actor: string; now: number; newId(): string }

/** A set of its own number, or the one that the collection is filling by itself: that one then waits for its asker. */
export function planBuilding(facts: SetFacts, order: { job: string; switch: 'manual' | 'automatic' }): SetChange & { set: number } {
  const { collection, records, actor, now } = facts
  const set = collection.buildingSet ?? numberNextSet(collection, records)
  const failed = records.filter(({ state }) => state === 'failed')
  const job: NewJob = {
    id: order.job,
    kind: 'build-vector-set',
    collectionId: collection.id,
    payload: { set },
    total: collection.documentCount,
    createdAt: now,
  }
  const dropped = failed.map((record) => planDropping(facts, record))
  return {
    set,
    expect: { ...expectRow(collection), records: [{ set, state: null }, ...expectRecords(failed)] },
    records: [createRecord(set, 'building', now, { job: order.job, switch: order.switch, actor }), ...dropped.map(({ record }) => record)],
    jobs: [job, ...dropped.map(({ job: dropping }) => dropping)],
    now,
  }
}

/** A filled set that waits; `record` is null when the collection began it by itself. Null when there is no such set. */
export function planReady({ collection, now }: SetFacts, record: SetRecord | null): SetChange | null {
  const { buildingSet: set, buildingModel: model } = collection
  if (set === null || !model) return null
  const ready: SetRecord = record ? { ...record, state: 'ready', updatedAt: now } : createRecord(set, 'ready', now, { switch: 'manual' })
  return {
    expect: { ...expectRow(collection), records: [{ set, state: record?.state ?? null }] },
    building: { set, model: { ...model, ready: true } },
    records: [ready],
    jobs: [],
    now,
  }
}

/**
 * The building set answers from now on. The one before it is kept as `previous` when somebody asked for the new one, and
 * dropped when the collection renewed itself; older ones are dropped. Null when there is no building set.
 */
export function planServing(facts: SetFacts, record: SetRecord | null): SetChange | null {
  const { collection, records, actor, now } = facts
  const { buildingSet: set, buildingModel } = collection
  if (set === null || !buildingModel) return null
  const before = planReplacing(facts, record === null ? 'dropping' : 'previous')
  const superseded = record === null ? [] : records.filter(({ state }) => state === 'previous').map((previous) => planDropping(facts, previous))
  const renamed = before && record === null ? planDropping(facts, before) : null
  const dropped = renamed ? [renamed] : superseded
  const model = unmark(buildingModel)
  return {
    expect: { ...expectRow(collection), records: [{ set, state: record?.state ?? null }, ...expectRecords(superseded.map(({ of }) => of))] },
    served: { set, model },
    building: null,
    records: [
      ...(before && !renamed ? [before] : []),
      ...dropped.map(({ record: dropping }) => dropping),
      { ...(record ?? createRecord(set, 'serving', now)), state: 'serving', updatedAt: now },
    ],
    jobs: dropped.map(({ job }) => job),
    refill: set,
    audit: { subject: 'vector_set', subjectId: String(set), action: 'serve', actor, ...describeSwitch(collection, set, model) },
    now,
  }
}

/** The previous set answers again, and what answered becomes the previous one: going back twice changes nothing. */
export function planGoingBack(facts: SetFacts, previous: SetRecord): SetChange | null {
  const { collection, actor, now } = facts
  const before = planReplacing(facts, 'previous')
  const { model } = previous.body
  if (!before || !model) return null
  return {
    expect: { ...expectRow(collection), records: expectRecords([previous]) },
    served: { set: previous.set, model: { ...model, held: true } },
    records: [
      before,
      { ...previous, state: 'serving', body: { ...previous.body, model: null, names: [], basis: null, dataVersion: null }, updatedAt: now },
    ],
    jobs: [],
    refill: previous.set,
    audit: { subject: 'vector_set', subjectId: String(previous.set), action: 'rollback', actor, ...describeSwitch(collection, previous.set, model) },
    now,
  }
}

/** A set that does not answer goes; what is left of it is cleared in the background. `cancelled` is the job that was building it. */
export function planRemoval(facts: SetFacts, record: SetRecord, cancelled?: string): SetChange {
  const { collection, actor, now } = facts
  const { record: dropping, job } = planDropping(facts, leaveRow(collection, record))
  const model = dropping.body.model
  return {
    expect: { ...expectRow(collection), records: expectRecords([record]) },
    ...freeBuilding(collection, record),
    records: [dropping],
    jobs: [job],
    ...(cancelled === undefined
      ? {
          audit: {
            subject: 'vector_set',
            subjectId: String(record.set),
            action: 'delete',
            actor,
            before: { state: record.state, model: model?.name ?? null },
            after: null,
          },
        }
      : { cancelled }),
    now,
  }
}

/** What was built so far stands aside until somebody retries the job or deletes the set. */
export function planFailure({ collection, now }: SetFacts, record: SetRecord): SetChange {
  return {
    expect: { ...expectRow(collection), records: expectRecords([record]) },
    ...freeBuilding(collection, record),
    records: [{ ...leaveRow(collection, record), state: 'failed', updatedAt: now }],
    jobs: [],
    now,
  }
}

/** A failed set is built on; null while another one is being built. */
export function planResuming({ collection, now }: SetFacts, record: SetRecord): SetChange | null {
  if (collection.buildingSet !== null) return null
  const { model } = record.body
  return {
    expect: { ...expectRow(collection), records: expectRecords([record]) },
    ...(model ? { building: { set: record.set, model } } : {}),
    records: [{ ...record, state: 'building', body: { ...record.body, model: null, names: [], error: null }, updatedAt: now }],
    jobs: [],
    now,
  }
}

function expectRow({ vectorSet, buildingSet }: Collection): Pick<SetChange['expect'], 'vectorSet' | 'buildingSet'> {
  return { vectorSet, buildingSet }
}

function expectRecords(records: readonly SetRecord[]): { set: number; state: SetState }[] {
  return records.map(({ set, state }) => ({ set, state }))
}

/** The served set as it will stand aside; null while none is served. */
function planReplacing({ collection, records, now }: SetFacts, state: 'previous' | 'dropping'): SetRecord | null {
  const { vectorSet: set, model } = collection
  if (set === null || !model) return null
  const known = records.find((record) => record.set === set) ?? createRecord(set, state, model.learntAt)
  const body = {
    ...known.body,
    model: unmark(model),
    ...describeTexts(collection),
    dataVersion: collection.dataVersion,
  }
  return { ...known, state, body, updatedAt: now }
}

function describeTexts({ definition, relearn }: Collection): Pick<SetRecord['body'], 'names' | 'basis'> {
  return { names: definition.vectors.map(({ name }) => name), basis: relearn ? null : vectorBasis(definition) }
}

/** A record with what the collection's row said of its set. */
function leaveRow(collection: Collection, record: SetRecord): SetRecord {
  if (collection.buildingSet !== record.set || !collection.buildingModel) return record
  const { ready: _ready, ...model } = collection.buildingModel
  return { ...record, body: { ...record.body, model, ...describeTexts(collection) } }
}

/** The building set's place on the row becomes free; a successor it owed to the served set is still owed. */
function freeBuilding(collection: Collection, record: SetRecord): Pick<SetChange, 'building' | 'relearn'> {
  if (collection.buildingSet !== record.set) return {}
  return { building: null, relearn: collection.buildingModel?.owed === true }
}

function planDropping({ collection, now, newId }: SetFacts, of: SetRecord): { of: SetRecord; record: SetRecord; job: NewJob } {
  const job = { id: newId(), kind: 'drop-vector-set', collectionId: collection.id, payload: { set: of.set }, total: 0, createdAt: now }
  return { of, record: { ...of, state: 'dropping', updatedAt: now }, job }
}

function unmark({ ready: _ready, owed: _owed, held: _held, ...model }: SemanticModel): SemanticModel {
  return model
}

function describeSwitch(collection: Collection, set: number, model: SemanticModel) {
  const before = collection.vectorSet === null ? null : { set: collection.vectorSet, model: collection.model?.name ?? null }
  return { before, after: { set, model: model.name } }
}
