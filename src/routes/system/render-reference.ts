import { escapeHtml, renderPage } from './render-page.ts'

type Schema = Record<string, unknown>
type Operation = {
  summary?: string
  description?: string
  parameters?: { name: string; in: string; required?: boolean; schema?: Schema; description?: string }[]
  requestBody?: { content?: Record<string, { schema?: Schema }> }
  responses: Record<string, { description?: string; content?: Record<string, { schema?: Schema }> }>
}
/** The part of an OpenAPI 3.1 document that the reference shows. */
export type ApiDocument = { paths?: Record<string, Record<string, Operation>>; components?: { schemas?: Record<string, Schema> } }

/** A reference page of an OpenAPI document: one section an operation, one an object. */
export function renderReference(document: ApiDocument): string {
  const operations = Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  )
  const contents = operations.map(
    ({ path, method, operation }) =>
      `<li><a href="#${anchor(method, path)}"><span class="verb">${method.toUpperCase()}</span> <code>${escapeHtml(path)}</code></a> <span class="quiet">${escapeHtml(operation.summary ?? '')}</span></li>`,
  )
  const schemas = Object.entries(document.components?.schemas ?? {}).map(
    ([name, schema]) => `<h2 id="schema-${escapeHtml(name)}">${escapeHtml(name)}</h2>${renderSchema(schema)}`,
  )
  const intro =
    '<h1>Meridian API</h1><p>Send <code>Authorization: Bearer KEY</code>. The machine-readable form is <a href="/openapi.json">/openapi.json</a>; errors are listed at <a href="/docs/errors">/docs/errors</a>.</p>'
  return renderPage('Meridian API', `${intro}<ul>${contents.join('')}</ul>${operations.map(renderOperation).join('')}${schemas.join('')}`)
}

function anchor(method: string, path: string): string {
  return `${method}-${path.replace(/[^a-z0-9]+/gi, '-')}`
}

function renderOperation({ path, method, operation }: { path: string; method: string; operation: Operation }): string {
  const parameters = (operation.parameters ?? []).map(
    (parameter) =>
      `<tr><td><code>${escapeHtml(parameter.name)}</code></td><td class="quiet">${parameter.in}${parameter.required ? ', required' : ''}</td><td>${escapeHtml(describeType(parameter.schema))} ${escapeHtml(parameter.description ?? '')}</td></tr>`,
  )
  const body = Object.entries(operation.requestBody?.content ?? {}).map(
    ([type, { schema }]) => `<p>Body, <code>${escapeHtml(type)}</code>:</p>${renderSchema(schema ?? {})}`,
  )
  const responses = Object.entries(operation.responses).map(([status, response]) => {
    const shapes = Object.values(response.content ?? {}).map(({ schema }) => linkOf(schema))
    return `<tr><td>${escapeHtml(status)}</td><td>${escapeHtml(response.description ?? '')} ${shapes.join(' ')}</td></tr>`
  })
  return `<h2 id="${anchor(method, path)}"><span class="verb">${method.toUpperCase()}</span> <code>${escapeHtml(path)}</code></h2><p>${escapeHtml(operation.summary ?? '')}. ${escapeHtml(operation.description ?? '')}</p>${
    parameters.length > 0 ? `<table>${parameters.join('')}</table>` : ''
  }${body.join('')}<table>${responses.join('')}</table>`
}

function linkOf(schema: Schema | undefined): string {
  const name = typeof schema?.['$ref'] === 'string' ? schema['$ref'].split('/').at(-1) : undefined
  return name === undefined ? '' : `<a href="#schema-${escapeHtml(name)}">${escapeHtml(name)}</a>`
}

function renderSchema(schema: Schema): string {
  const link = linkOf(schema)
  if (link !== '') return `<p>${link}</p>`
  const properties = schema['properties'] as Record<string, Schema> | undefined
  if (!properties) return `<pre>${escapeHtml(JSON.stringify(schema, null, 1).slice(0, 4000))}</pre>`
  const required = new Set((schema['required'] as string[] | undefined) ?? [])
  const rows = Object.entries(properties).map(
    ([name, property]) =>
      `<tr><td><code>${escapeHtml(name)}</code></td><td class="quiet">${escapeHtml(describeType(property))}${required.has(name) ? '' : ', optional'}</td><td>${escapeHtml(String(property['description'] ?? ''))} ${linkOf(property['items'] as Schema | undefined)}${linkOf(property)}</td></tr>`,
  )
  return `<table>${rows.join('')}</table>`
}

function describeType(schema: Schema | undefined): string {
  if (!schema) return ''
  if (Array.isArray(schema['enum'])) return schema['enum'].map((value) => JSON.stringify(value)).join(' | ')
  const options = (schema['anyOf'] ?? schema['oneOf']) as Schema[] | undefined
  if (options) return options.map(describeType).join(' | ')
  const type = schema['type']
  const text = Array.isArray(type) ? type.join(' | ') : String(type ?? '')
  return text === 'array' ? `list of ${describeType(schema['items'] as Schema | undefined) || 'objects'}` : text
}
