/** The import could not run: one sentence and a way out. Its message is all that is shown; the exit code is 2. */
export class ImportError extends Error {
  override readonly name = 'ImportError'
}
