import type { ErrorItem } from '../../../contracts/errors.ts'
import { MAX_HIDDEN, MAX_PINS, MAX_RULE_WEIGHT, type RuleEffect } from '../../../contracts/rules.ts'
import { MAX_RULE_BOOSTS } from './limits.ts'

type Checks = { bind(filter: string, path: string): Promise<ErrorItem[]>; hasWord(text: string): boolean }

/** What is wrong with the effects of a rule, by itself and beside each other. */
export async function checkEffects(effects: readonly RuleEffect[], checks: Checks): Promise<ErrorItem[]> {
  const found: ErrorItem[] = []
  for (const [at, effect] of effects.entries()) found.push(...(await checkEffect(effect, `then[${at}]`, checks)))
  return [...found, ...checkPins(effects), ...checkHidden(effects), ...checkCounts(effects)]
}

async function checkEffect(effect: RuleEffect, path: string, { bind, hasWord }: Checks): Promise<ErrorItem[]> {
  const { hide, boost, bury, filter, rewrite, redirect } = effect
  if (hide && 'filter' in hide) return bind(hide.filter, `${path}.hide.filter`)
  if (boost) return [...checkWeight(boost.weight, `${path}.boost.weight`), ...(await bind(boost.filter, `${path}.boost.filter`))]
  if (bury) return [...checkWeight(bury.weight, `${path}.bury.weight`), ...(await bind(bury.filter, `${path}.bury.filter`))]
  if (filter) return bind(filter.filter, `${path}.filter.filter`)
  if (rewrite && !hasWord(rewrite.query)) return [invalid(`${path}.rewrite.query`, `"${rewrite.query}" has no word in it`)]
  if (redirect && readAddress(redirect.url) === null)
    return [invalid(`${path}.redirect.url`, 'is no address: give http(s)://… or a path that begins with /')]
  return []
}

/** An absolute http address, or a path of the site itself; null for anything else, such as javascript:. */
export function readAddress(url: string): URL | null {
  // two slashes are another site, and browsers read backslashes and controls as such
  if (/[\s\\\p{Cc}]/u.test(url) || !/^(https?:\/\/[^/]|\/(?!\/))/i.test(url)) return null
  try {
    return new URL(url, 'https://site.invalid')
  } catch {
    return null
  }
}

function checkWeight(weight: number, path: string): ErrorItem[] {
  if (weight > 0 && weight <= MAX_RULE_WEIGHT) return []
  return [invalid(path, `is ${weight}; a weight lies above 0 and is at most ${MAX_RULE_WEIGHT}; to lower documents, bury them`)]
}

/** Pinned ids with the place they are written in. */
function listPins(effects: readonly RuleEffect[]): { id: string; path: string }[] {
  return effects.flatMap(({ pin }, at) => {
    if (!pin) return []
    if (Array.isArray(pin)) return pin.map(({ id }, place) => ({ id, path: `then[${at}].pin[${place}].id` }))
    return pin.ids.map((id, place) => ({ id, path: `then[${at}].pin.ids[${place}]` }))
  })
}

function checkPins(effects: readonly RuleEffect[]): ErrorItem[] {
  const pins = listPins(effects)
  const first = effects.findIndex(({ pin }) => pin !== undefined)
  if (pins.length > MAX_PINS) return [invalid(`then[${first}].pin`, `the rule pins ${pins.length} documents, at most ${MAX_PINS} are allowed`)]
  const seen = new Set<string>()
  const twice = pins.filter(({ id }) => seen.has(id) || void seen.add(id)).map(({ id, path }) => invalid(path, `"${id}" is pinned twice`))
  const places = effects.flatMap(({ pin }, at) =>
    Array.isArray(pin) ? pin.map(({ position }, place) => ({ position, path: `then[${at}].pin[${place}].position` })) : [],
  )
  const bad = places.filter(({ position }) => !Number.isInteger(position) || position < 1 || position > MAX_PINS)
  return [...twice, ...bad.map(({ position, path }) => invalid(path, `is ${position}; a position is a whole number from 1 to ${MAX_PINS}`))]
}

function checkHidden(effects: readonly RuleEffect[]): ErrorItem[] {
  const hidden = effects.flatMap(({ hide }, at) => (hide && 'ids' in hide ? hide.ids.map((id) => [id, at] as const) : []))
  const [first] = hidden
  if (hidden.length > MAX_HIDDEN)
    return [
      invalid(
        `then[${first?.[1]}].hide`,
        `the rule hides ${hidden.length} documents by id, at most ${MAX_HIDDEN} are allowed; hide them by a filter`,
      ),
    ]
  const places = new Map(hidden)
  return listPins(effects).flatMap(({ id, path }) =>
    places.has(id) ? [invalid(path, `"${id}" is pinned, and hidden by then[${places.get(id)}]`)] : [],
  )
}

/** A search goes to one place, is rewritten once, and a rule shows one banner. */
function checkCounts(effects: readonly RuleEffect[]): ErrorItem[] {
  const single = (['rewrite', 'redirect', 'banner'] as const).flatMap((name) => {
    const places = effects.flatMap((effect, at) => (effect[name] === undefined ? [] : [at]))
    return places.slice(1).map((at) => invalid(`then[${at}].${name}`, `a rule has one ${name}, and then[${places[0]}] is it`))
  })
  const boosts = effects.flatMap(({ boost, bury }, at) => (boost || bury ? [at] : []))
  const over = boosts.slice(MAX_RULE_BOOSTS, MAX_RULE_BOOSTS + 1)
  return [
    ...single,
    ...over.map((at) => invalid(`then[${at}]`, `the rule has ${boosts.length} boosts and buries, at most ${MAX_RULE_BOOSTS} are allowed`)),
  ]
}

function invalid(path: string, message: string): ErrorItem {
  return { path, message, code: 'rules.invalid' }
}
