export type { FilterTarget } from './compile-filter.ts'
export { compileFilter, isDriving } from './compile-filter.ts'
