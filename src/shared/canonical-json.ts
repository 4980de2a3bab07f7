/** JSON with object members in code-unit order, so that equal values give equal text. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) => {
    if (member === null || typeof member !== 'object' || Array.isArray(member)) return member
    const source = member as Record<string, unknown>
    // without a prototype even "__proto__" is a member like any other
    const sorted = Object.create(null) as Record<string, unknown>
    for (const key of Object.keys(source).sort()) sorted[key] = source[key]
    return sorted
  })
}
