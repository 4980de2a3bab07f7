import type { ErrorDefinitions } from './definition.ts'

/** What is asked of a search. */
export const SEARCH_ERRORS = {
  'filter.syntax': { status: 400, title: "The filter can't be read", help: 'The grammar and examples are in docs/filters.md.' },
  'filter.field': {
    status: 400,
    title: "The filter names a field that can't be filtered",
    help: 'Filter on declared fields only; text fields can not be filtered.',
  },
  'filter.type': {
    status: 400,
    title: 'The filter compares a field with the wrong type',
    help: 'Compare numbers with numbers, dates with RFC 3339 strings, text in double quotes.',
  },
  'filter.too_complex': {
    status: 400,
    title: 'The filter is too complex',
    help: 'Keep a filter under 500 conditions, 50 levels and 1,000 values a list.',
  },
  'refine.shape': {
    status: 400,
    title: 'The refinement has the wrong shape',
    help: 'Every condition joined by AND in refine names exactly one field; put anything else in filter.',
  },
  'search.sort_field': { status: 400, title: "The field can't be sorted by", help: 'Declare the field with sort: true, or sort by _score.' },
  'search.facet_field': { status: 400, title: 'The field is not a facet', help: 'Declare the field with a facet kind, or leave it out of facets.' },
  'search.group_field': {
    status: 400,
    title: "The field can't be grouped by",
    help: 'Group by a declared string, number, boolean or date field; group: true needs display.group in the definition of the collection.',
  },
  'search.diversity_field': {
    status: 400,
    title: "The field can't be told apart by",
    help: 'Cap a declared string, number, boolean or date field; mmr.field may be any declared string or text field.',
  },
  'search.field': { status: 400, title: 'The field does not exist', help: 'Name declared fields only.' },
  'search.vector': {
    status: 400,
    title: 'The vector does not exist',
    help: 'Name vectors of the collection, at least one of them with a weight above 0.',
  },
  'search.page_too_deep': {
    status: 422,
    title: 'The page is too deep',
    help: 'Search reaches the first 1,000 hits; read everything with GET /v1/collections/{collection}/export.',
  },
} as const satisfies ErrorDefinitions
