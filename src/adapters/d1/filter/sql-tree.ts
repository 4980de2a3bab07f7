/** An SQL condition and the height of its expression tree: D1 refuses statements above 100. */
export type SqlNode = { readonly sql: string; readonly height: number }

/** Joins conditions so that the tree stays as low as it can: always the two lowest first (M. C. Golumbic, 1976). */
export function joinBalanced(nodes: readonly SqlNode[], operator: 'AND' | 'OR'): SqlNode {
  const queue = nodes.toSorted((a, b) => a.height - b.height)
  while (queue.length > 1) {
    const [left, right, ...rest] = queue
    if (left === undefined || right === undefined) break
    const joined = { sql: `(${left.sql} ${operator} ${right.sql})`, height: Math.max(left.height, right.height) + 1 }
    const at = rest.findIndex((node) => node.height >= joined.height)
    queue.splice(0, queue.length, ...rest)
    queue.splice(at === -1 ? queue.length : at, 0, joined)
  }
  return queue[0] ?? { sql: operator === 'AND' ? '1' : '0', height: 1 }
}
