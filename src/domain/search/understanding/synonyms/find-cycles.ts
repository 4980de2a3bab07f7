type Sides = { from: readonly number[]; to: readonly number[] }

/** Circles that rules make together: their phrases and the positions of the rules. */
export type Cycle = { phrases: number[]; rules: number[] }

/**
 * Strongly connected parts with more than one phrase (Tarjan 1972, with a stack of its own: rules can make chains as long
 * as there are rules). Rules are nodes between their sides, so that a wide rule costs the sum of its sides and not their product.
 */
export function findCycles(rules: readonly Sides[], phrases: number): Cycle[] {
  const leaving: number[][] = Array.from({ length: phrases }, () => [])
  rules.forEach(({ from }, rule) => {
    for (const phrase of from) leaving[phrase]?.push(phrases + rule)
  })
  const next = (node: number): readonly number[] => (node < phrases ? leaving[node] : rules[node - phrases]?.to) ?? []
  const nodes = phrases + rules.length
  const order = new Int32Array(nodes)
  const low = new Int32Array(nodes)
  const open = new Uint8Array(nodes)
  const stack: number[] = []
  const cycles: Cycle[] = []
  let count = 0
  const enter = (node: number): { node: number; at: number } => {
    order[node] = low[node] = ++count
    open[node] = 1
    stack.push(node)
    return { node, at: 0 }
  }
  const lower = (node: number, to: number): void => {
    low[node] = Math.min(low[node] ?? 0, to)
  }
  for (let root = 0; root < phrases; root++) {
    if (order[root] !== 0) continue
    const path = [enter(root)]
    for (let frame = path.at(-1); frame !== undefined; frame = path.at(-1)) {
      const { node } = frame
      const child = next(node)[frame.at++]
      if (child === undefined) {
        path.pop()
        const parent = path.at(-1)
        if (parent) lower(parent.node, low[node] ?? 0)
        if (low[node] === order[node]) cycles.push(...takePart(node, stack, open, phrases))
      } else if (order[child] === 0) path.push(enter(child))
      else if (open[child] === 1) lower(node, order[child] ?? 0)
    }
  }
  return cycles
}

/** Takes the part that ends with `node` off the stack. */
function takePart(node: number, stack: number[], open: Uint8Array, phrases: number): Cycle[] {
  const cycle: Cycle = { phrases: [], rules: [] }
  for (let member = stack.pop(); member !== undefined; member = member === node ? undefined : stack.pop()) {
    open[member] = 0
    if (member < phrases) cycle.phrases.push(member)
    else cycle.rules.push(member - phrases)
  }
  return cycle.phrases.length > 1 ? [{ phrases: cycle.phrases.reverse(), rules: cycle.rules.reverse() }] : []
}
