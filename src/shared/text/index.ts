export { analyse, type Token } from './analyse.ts'
export { LANGUAGES, type Language } from './languages.ts'
export { normalise } from './normalise.ts'
