import type { VectorSetList, VectorSetView } from '../../../contracts/vector-sets.ts'
import type { Context } from '../../../shared/context.ts'
import type { Collection } from '../../catalog/index.ts'
import { chooseSet, isOutdated, readSetFacts } from './choose-set.ts'
import type { VectorSetPorts } from './ports.ts'
import { type SetRecord, modelOf } from './set-record.ts'

type ReadPorts = Pick<VectorSetPorts, 'collections' | 'sets'>

/** Every set there is, newest first. */
export async function listVectorSets(ports: ReadPorts, ctx: Context, input: { collection: string }): Promise<VectorSetList> {
  const { collection, shown } = await readSetFacts(ports, ctx, input)
  const measured = await ports.sets.measure(
    collection,
    shown.map(({ set }) => set),
  )
  return { items: shown.map((record) => viewSet(collection, record, measured.get(record.set))), held: collection.model?.held === true }
}

/** Throws vectors.set_not_found. */
export async function getVectorSet(ports: ReadPorts, ctx: Context, input: { collection: string; set: number }): Promise<VectorSetView> {
  const { collection, shown } = await readSetFacts(ports, ctx, input)
  const record = chooseSet(shown, input.set)
  return viewSet(collection, record, (await ports.sets.measure(collection, [record.set])).get(record.set))
}

function viewSet(collection: Collection, record: SetRecord, measured: { vectors: number; pending: number } | undefined): VectorSetView {
  const { set, state, body } = record
  const { vectors, pending } = measured ?? { vectors: 0, pending: 0 }
  const wanted = collection.documentCount * collection.definition.vectors.length
  const model = modelOf(collection, record)
  return {
    set,
    // list-sets is only given states that are shown
    state: state === 'dropping' || state === 'dropped' ? 'failed' : state,
    model: model?.name ?? null,
    dimensions: model?.dimensions ?? null,
    vectors,
    pending,
    progress: wanted === 0 ? 1 : Math.max(0, 1 - pending / wanted),
    outdated: isOutdated(collection, record),
    switch: body.switch,
    job: body.job,
    error: body.error,
    dataVersion: body.dataVersion,
    createdAt: new Date(record.createdAt).toISOString(),
    updatedAt: new Date(record.updatedAt).toISOString(),
  }
}
