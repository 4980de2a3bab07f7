/** `help` is the sentence that tells the reader what to do next and is shown at /docs/errors. */
export type ErrorDefinitions = Readonly<Record<string, { readonly status: number; readonly title: string; readonly help: string }>>
