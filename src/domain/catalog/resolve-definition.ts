import { type CollectionDefinition, type FieldDefinition, MAX_FIELDS, type ResolvedDefinition } from '../../contracts/collection.ts'
import { AppError, type ErrorItem } from '../../contracts/errors.ts'
import { DEFAULT_PROFILE } from '../../contracts/ranking.ts'
import { LANGUAGES } from '../../shared/text/index.ts'
import { schemaOf } from './schema.ts'
import { TEMPLATES } from './templates.ts'

const FIELD_NAME = /^[^\s`"][^`"]*$/
const RESERVED = new Set(['id', '_score', '_distance', '__proto__'])

/** Applies template and defaults and checks what zod can't say. Throws collections.schema with every finding. */
export function resolveDefinition(given: CollectionDefinition): ResolvedDefinition {
  const template = given.template !== undefined && Object.hasOwn(TEMPLATES, given.template) ? TEMPLATES[given.template] : undefined
  if (given.template !== undefined && !template) {
    throw invalid([{ path: 'template', message: `there is no template "${given.template}"; choose one of ${Object.keys(TEMPLATES).join(', ')}` }])
  }
  const fields = mergeFields(template?.fields ?? [], given.fields ?? [])
  const definition: ResolvedDefinition = {
    ...(given.template === undefined ? {} : { template: given.template }),
    ...((given.currency ?? template?.currency) ? { currency: given.currency ?? template?.currency } : {}),
    language: given.language ?? template?.language ?? 'en',
    dynamic: given.dynamic ?? template?.dynamic ?? 'store',
    fields,
    vectors: given.vectors ?? template?.vectors ?? defaultVectors(fields),
    display: given.display ?? template?.display ?? defaultDisplay(fields),
    ranking: { ...template?.ranking, ...given.ranking },
    ...((given.understanding ?? template?.understanding) ? { understanding: { ...template?.understanding, ...given.understanding } } : {}),
  }
  if (fields.length > MAX_FIELDS)
    throw invalid([{ path: 'fields', message: `with those of the template there are ${fields.length} fields, at most ${MAX_FIELDS} are allowed` }])
  const findings = [...checkFields(definition), ...checkReferences(definition), ...checkWeights(definition)]
  if (findings.length > 0) throw invalid(findings)
  return definition
}

function invalid(errors: ErrorItem[]): AppError {
  return new AppError(
    'collections.schema',
    errors
      .map((item) => `${item.path}: ${item.message}`)
      .slice(0, 3)
      .join('; '),
    errors,
  )
}

function mergeFields(base: readonly FieldDefinition[], own: readonly FieldDefinition[]): FieldDefinition[] {
  const names = new Set(own.map((field) => field.name))
  return [...base.filter((field) => !names.has(field.name)), ...own]
}

/** Without a say, one vector over the searched fields; without any, none. */
function defaultVectors(fields: readonly FieldDefinition[]): ResolvedDefinition['vectors'] {
  const searched = fields.filter((field) => field.search !== undefined && !field.name.endsWith('*') && field.hidden !== true)
  if (searched.length === 0) return []
  return [{ name: 'content', fields: searched.map((field) => field.name).slice(0, 32), weight: 1, priority: 'high' }]
}

function defaultDisplay(fields: readonly FieldDefinition[]): ResolvedDefinition['display'] {
  const texts = fields.filter((field) => field.type === 'text' && field.hidden !== true)
  const title = texts.find((field) => field.search === 'a') ?? texts[0]
  const description = texts.find((field) => field !== title)
  const image = fields.find((field) => field.type === 'image')
  return {
    ...(title ? { title: title.name } : {}),
    ...(description ? { description: description.name } : {}),
    ...(image ? { image: image.name } : {}),
  }
}

/** As a profile is refused: what a search would be ordered by is anybody's guess. */
function checkWeights({ ranking: { weights } }: ResolvedDefinition): ErrorItem[] {
  if (weights?.keyword !== 0 || weights.semantic !== 0) return []
  return [{ path: 'ranking.weights', message: 'are all 0: nothing would order the hits' }]
}

function checkFields(definition: ResolvedDefinition): ErrorItem[] {
  const findings: ErrorItem[] = []
  const seen = new Set<string>()
  definition.fields.forEach((field, index) => {
    const at = (member: string): string => `fields[${index}].${member}`
    if (RESERVED.has(field.name) || field.name.split('.').includes('__proto__'))
      findings.push({ path: at('name'), message: `"${field.name}" is reserved` })
    if (!FIELD_NAME.test(field.name))
      findings.push({ path: at('name'), message: 'may not begin with white space or contain backticks or double quotes' })
    if (field.name.slice(0, -1).includes('*')) findings.push({ path: at('name'), message: 'a pattern has one * at its end' })
    if (seen.has(field.name)) findings.push({ path: at('name'), message: `"${field.name}" is declared twice` })
    seen.add(field.name)
    findings.push(...checkField(field, at))
  })
  return findings
}

function checkField(field: FieldDefinition, at: (member: string) => string): ErrorItem[] {
  const findings: ErrorItem[] = []
  const searchable = field.type === 'text' || field.type === 'string' || field.type === 'string[]'
  if (field.search !== undefined && !searchable) findings.push({ path: at('search'), message: `a ${field.type} field can't be searched as text` })
  if (field.facet !== undefined) {
    const numeric = field.type.startsWith('number') || field.type.startsWith('date')
    if (field.type === 'text' || field.type === 'geo' || field.type === 'image')
      findings.push({ path: at('facet'), message: `a ${field.type} field can't be a facet` })
    else if (field.facet === 'range' && !numeric) findings.push({ path: at('facet'), message: 'only numbers and dates have ranges' })
    else if (field.facet === 'hierarchical' && !field.type.startsWith('string'))
      findings.push({ path: at('facet'), message: 'only strings have levels' })
  }
  if (field.sort === true && (field.type === 'text' || field.type === 'geo' || field.type === 'image'))
    findings.push({ path: at('sort'), message: `a ${field.type} field can't be sorted by` })
  return findings
}

function checkReferences(definition: ResolvedDefinition): ErrorItem[] {
  const findings: ErrorItem[] = []
  const byName = new Map(definition.fields.map((field) => [field.name, field]))
  if (!(LANGUAGES as readonly string[]).includes(definition.language)) {
    findings.push({ path: 'language', message: `"${definition.language}" is not known; choose one of ${LANGUAGES.join(', ')}` })
  }
  const names = new Set<string>()
  definition.vectors.forEach((vector, index) => {
    if (names.has(vector.name)) findings.push({ path: `vectors[${index}].name`, message: `"${vector.name}" is declared twice` })
    names.add(vector.name)
    for (const name of vector.fields) {
      if (!byName.has(name)) findings.push({ path: `vectors[${index}].fields`, message: `"${name}" is not a declared field` })
    }
  })
  for (const [member, name] of Object.entries(definition.display)) {
    if (name !== undefined && !byName.has(name)) findings.push({ path: `display.${member}`, message: `"${name}" is not a declared field` })
  }
  // which profile is served is promoted, audited and rolled back beside the definition, and putting that again must not undo it
  if ((definition.ranking.profile ?? DEFAULT_PROFILE) !== DEFAULT_PROFILE) {
    const message = `only "${DEFAULT_PROFILE}" can stand here; serve another with POST /v1/collections/{collection}/ranking/promote`
    findings.push({ path: 'ranking.profile', message })
  }
  ;(definition.ranking.browse ?? []).forEach((sort, index) => {
    const name = sort.slice(0, sort.lastIndexOf(':'))
    if (byName.get(name)?.sort !== true) findings.push({ path: `ranking.browse[${index}]`, message: `"${name}" is not declared with sort: true` })
    // browsing is open to keys that may not see the field, and its order would tell them of it
    else if (byName.get(name)?.hidden === true)
      findings.push({ path: `ranking.browse[${index}]`, message: `"${name}" is hidden: most callers could not browse` })
  })
  return [...findings, ...checkDiversity(definition)]
}

/** A hidden field would tell by its order what most callers may not see. */
function checkDiversity(definition: ResolvedDefinition): ErrorItem[] {
  const { diversity } = definition.ranking
  if (diversity === undefined) return []
  const capped = 'cap' in diversity
  const name = capped ? diversity.field : diversity.mmr.field
  const field = name === undefined ? undefined : schemaOf(definition).field(name)
  const types = capped ? ['string', 'number', 'boolean', 'date'] : ['string', 'text', 'string[]']
  if (name === undefined || (field && field.hidden !== true && types.includes(field.type))) return []
  const path = capped ? 'ranking.diversity.field' : 'ranking.diversity.mmr.field'
  return [{ path, message: `"${name}" is no declared, visible field of type ${types.join(', ')}` }]
}
