import type { Span } from './ast.ts'

export type FilterErrorCode = 'filter.syntax' | 'filter.field' | 'filter.type' | 'filter.too_complex' | 'refine.shape'

/** What is wrong with a filter: `offset` and `length` are UTF-16 units into its text, `hint` says how to write it instead. */
export type FilterError = {
  readonly code: FilterErrorCode
  readonly message: string
  readonly hint?: string
  readonly offset: number
  readonly length: number
}

export type FilterResult<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: FilterError }

/** Carries a FilterError out of the recursive steps; it never leaves this folder. */
class FilterFailure extends Error {
  readonly error: FilterError
  constructor(error: FilterError) {
    super(error.message)
    this.error = error
  }
}

export function failFilter(code: FilterErrorCode, message: string, at: Span, hint?: string): never {
  throw new FilterFailure({ code, message, offset: at.start, length: at.length, ...(hint === undefined ? {} : { hint }) })
}

/** Runs one step of reading a filter and turns its failure into a result. */
export function catchFilterError<T>(step: () => T): FilterResult<T> {
  try {
    return { ok: true, value: step() }
  } catch (failure) {
    if (failure instanceof FilterFailure) return { ok: false, error: failure.error }
    throw failure
  }
}

/** One sentence or two for a problem document's `detail`. */
export function describeFilterError(error: FilterError): string {
  return `${error.message} at character ${error.offset}.${error.hint === undefined ? '' : ` ${error.hint}.`}`
}
