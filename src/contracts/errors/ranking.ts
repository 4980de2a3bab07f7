import type { ErrorDefinitions } from './definition.ts'

/** Rules and profiles. */
export const RANKING_ERRORS = {
  'rules.not_found': {
    status: 404,
    title: 'The rule does not exist',
    help: 'List the rules with GET /v1/collections/{collection}/rules; ids are case-sensitive.',
  },
  'rules.invalid': {
    status: 422,
    title: 'The rule is not valid',
    help: 'Correct the members listed in errors[]; docs/rules.md shows every condition and effect.',
  },
  'rules.circle': {
    status: 422,
    title: 'Rewrites or redirects lead back to where they begin',
    help: 'Let the rule lead to a query that no rule leads away from, or make the condition of the other rule narrower.',
  },
  'rules.too_many': {
    status: 422,
    title: 'There are too many rules',
    help: 'Keep a collection under 1,000 rules and 4 MB of them; one rule may pin, hide and boost at once.',
  },
  'rules.at_odds': {
    status: 409,
    title: 'Two rules want opposite things',
    help: 'A warning: the earlier rule wins. Change their order, narrow one of them, or delete it.',
  },
  'ranking.profile_not_found': {
    status: 404,
    title: 'The ranking profile does not exist',
    help: 'List what there is with GET /v1/collections/{collection}/ranking/profiles.',
  },
  'ranking.profile_invalid': {
    status: 422,
    title: 'The ranking profile does not fit the collection',
    help: 'Correct the members listed in errors[]; docs/ranking.md says what each feature reads.',
  },
  'ranking.profile_name': {
    status: 422,
    title: 'The profile name is taken',
    help: 'Choose another name: default is built in, and promoting it goes back to how a collection ranks without a profile.',
  },
  'ranking.profile_in_use': {
    status: 409,
    title: 'The ranking profile is in use',
    help: 'Promote another profile, or end the shadow, before deleting this one.',
  },
  'ranking.too_many': {
    status: 422,
    title: 'There are too many ranking profiles',
    help: 'A collection keeps 1,000 versions of profiles; delete profiles that are not used any more.',
  },
  'ranking.no_previous': {
    status: 409,
    title: 'There is nothing to go back to',
    help: 'Nothing has been promoted before what is served; promote the profile you want, or default.',
  },
} as const satisfies ErrorDefinitions
