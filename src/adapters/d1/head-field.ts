/** The field whose values are what titles say their things are: its name is none that a definition can give. */
export const HEAD_FIELD = '#head'
