import type { Inference, InferredField } from './infer-schema.ts'

const COLUMNS = ['field', 'type', 'searched', 'facet', 'sort', 'in', 'example'] as const

/** The inferred schema as a table for people, one row a field. */
export function formatSchema({ fields, undeclared, definition }: Inference): string {
  const rows = [COLUMNS.map(String), ...fields.map(describeRow)]
  const widths = COLUMNS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  const table = rows.map((row) =>
    `  ${row.map((cell, column) => (column === COLUMNS.length - 1 ? cell : cell.padEnd(widths[column] ?? 0))).join('  ')}`.trimEnd(),
  )
  const shown = Object.entries(definition.display ?? {}).map(([member, name]) => `${member}: ${name}`)
  const rest =
    undeclared.length === 0
      ? []
      : [`  ${undeclared.length} more stored as they are: ${undeclared.slice(0, 8).join(', ')}${undeclared.length > 8 ? ', …' : ''}`]
  return [...table, ...(shown.length === 0 ? [] : [`  Shown as ${shown.join(', ')}`]), ...rest].join('\n')
}

function describeRow({ definition, share, example, covers }: InferredField): string[] {
  const { name, type, search, facet, sort } = definition
  const label = covers > 1 ? `${name} (${covers} fields)` : name
  const part = share > 0 && share < 0.01 ? '<1 %' : `${Math.round(share * 100)} %`
  return [label, type, search ?? '', facet ?? '', sort ? 'yes' : '', part, example.replaceAll(/\s+/g, ' ').slice(0, 40)]
}
