/** UTF-16 units of filter text; long value lists travel to SQL as JSON, far below D1's 2 MB a bound string. */
export const MAX_FILTER_LENGTH = 262_144
/** Conditions in one filter: keeps the compiled statement under D1's 100 KB. */
export const MAX_CONDITIONS = 500
/** Levels of AND, OR, NOT and parentheses: D1 refuses expression trees deeper than 100. */
export const MAX_DEPTH = 50
export const MAX_LIST_VALUES = 1_000
/** Geo conditions compile to a few hundred bytes of trigonometry each. */
export const MAX_GEO_CONDITIONS = 20
export const MAX_POLYGON_POINTS = 1_000
