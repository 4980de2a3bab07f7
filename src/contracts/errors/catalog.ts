import type { ErrorDefinitions } from './definition.ts'

/** Collections, aliases and documents. */
export const CATALOG_ERRORS = {
  'collections.not_found': {
    status: 404,
    title: 'The collection does not exist',
    help: 'Create it with PUT /v1/collections/{collection}, or list what exists with GET /v1/collections.',
  },
  'collections.name': {
    status: 400,
    title: 'The collection name is not valid',
    help: 'Use 1 to 63 characters a-z, 0-9, _ and -, beginning with a letter or digit.',
  },
  'collections.schema': { status: 422, title: 'The collection definition is not valid', help: 'Correct the members listed in errors[].' },
  'collections.version_conflict': {
    status: 409,
    title: 'The collection has changed since it was read',
    help: 'Read it again, apply the change to what it is now, and send the new ETag in If-Match.',
  },
  'collections.busy': {
    status: 409,
    title: 'The collection is being rebuilt',
    help: 'Wait until the job named in detail has finished, then repeat the change.',
  },
  'aliases.not_found': { status: 404, title: 'The alias does not exist', help: 'Create it with PUT /v1/aliases/{alias}.' },
  'aliases.not_collection': {
    status: 409,
    title: 'The name is an alias of a collection',
    help: 'Delete the alias with DELETE /v1/aliases/{alias}, or the collection under its own name.',
  },
  'aliases.conflict': { status: 409, title: 'The name is taken', help: 'An alias and a collection can not share a name; choose another.' },
  'documents.not_found': { status: 404, title: 'The document does not exist', help: 'Check the id; ids are case-sensitive.' },
  'documents.id': { status: 422, title: 'The document id is not valid', help: 'Give every document an id of 1 to 128 characters.' },
  'documents.json': { status: 422, title: 'The line is not a JSON object', help: 'Send one JSON object a line.' },
  'documents.csv': {
    status: 422,
    title: 'The CSV row can not be read',
    help: 'Quote fields that contain commas, quotes or line breaks, and give every row as many fields as the header.',
  },
  'documents.encoding': { status: 422, title: 'The line is not valid UTF-8', help: 'Encode the file as UTF-8.' },
  'documents.field_type': { status: 422, title: 'A field has the wrong type', help: 'Send the type that the collection declares for the field.' },
  'documents.unknown_field': {
    status: 422,
    title: 'A field is not declared',
    help: "Declare the field, or set the collection's dynamic to store or ignore.",
  },
  'documents.too_large': { status: 422, title: 'The document is too large', help: 'Keep a document under 1 MB of JSON.' },
  'documents.too_deep': {
    status: 422,
    title: 'The document is nested too deeply',
    help: 'Keep objects and lists at most 64 levels inside each other.',
  },
  'documents.too_many_fields': {
    status: 422,
    title: 'The document has too many values',
    help: 'Keep a document under 1,000 values in fields that can be filtered.',
  },
  'documents.conflict': {
    status: 409,
    title: 'The document kept changing',
    help: 'Another writer changed the document at the same time; repeat the request.',
  },
} as const satisfies ErrorDefinitions
