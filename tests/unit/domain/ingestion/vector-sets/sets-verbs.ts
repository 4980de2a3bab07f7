import { buildVectorSet, deleteVectorSet, goBackToPreviousSet, listVectorSets, serveVectorSet } from '../../../../../src/domain/ingestion/index.ts'
import { type Rig, createRig } from './sets-rig.ts'

export const shop = { collection: 'shop' }
export const build = (rig: Rig, how: 'manual' | 'automatic' = 'manual') => buildVectorSet(rig.ports, rig.ctx, { ...shop, switch: how })
export const serve = (rig: Rig, set: number) => serveVectorSet(rig.ports, rig.ctx, { ...shop, set })
export const goBack = (rig: Rig) => goBackToPreviousSet(rig.ports, rig.ctx, shop)
export const drop = (rig: Rig, set: number) => deleteVectorSet(rig.ports, rig.ctx, { ...shop, set })
export const list = (rig: Rig) => listVectorSets(rig.ports, rig.ctx, shop)
export const states = async (rig: Rig) =>
  (await list(rig)).items.map(({ set, state, pending }) => `${set} ${state}${pending > 0 ? ` -${pending}` : ''}`)

export async function createReady(): Promise<Rig> {
  const rig = await createRig()
  await build(rig)
  await rig.settle()
  return rig
}

export async function createSwitched(): Promise<Rig> {
  const rig = await createReady()
  await serve(rig, 2)
  await rig.settle()
  return rig
}
