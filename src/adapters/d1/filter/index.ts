export type { FilterTarget } from './compile-filter.ts'
export { compileFilter } from './compile-filter.ts'
