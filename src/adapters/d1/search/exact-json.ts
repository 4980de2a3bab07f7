/** A value in a JSON answer; a real travels as its text in a list of one. */
export type ExactJson = string | number | [real: string]

/**
 * SQL of a value for json_array. SQLite 3.50 writes reals into JSON with 15 digits (workerd's, which is newer, with 17), so
 * that 1/3 would come back as another number; 17 are enough for any double (IEEE 754) and exact between 1e-25 and 1e25.
 */
export function exactJson(value: string): string {
  return `CASE typeof(${value}) WHEN 'real' THEN json_array(printf('%!.17g', ${value})) ELSE ${value} END`
}

export function readExact(value: ExactJson): string | number {
  return Array.isArray(value) ? Number(value[0]) : value
}
