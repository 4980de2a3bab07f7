/** Boosts and buries of the rules of one search: what a statement weighs beside everything else. */
export const MAX_RULE_BOOSTS = 8
/** Steps of all regular expressions of a collection together: what a character of a query may cost at worst. */
export const MAX_REGEX_STEPS = 20_000
/** Findings about pairs of rules that an answer lists. */
export const MAX_CONFLICTS = 100
