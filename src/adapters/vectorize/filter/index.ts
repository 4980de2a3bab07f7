export type { SlotMap, VectorizeFilter } from './compile-filter.ts'
export { compileVectorizeFilter } from './compile-filter.ts'
export type { Slot } from './slots.ts'
export { toSlotValue } from './slots.ts'
