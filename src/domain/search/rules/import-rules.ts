import type { AuditRecord } from '../../../contracts/audit.ts'
import { MAX_LISTED_FAILURES } from '../../../contracts/documents.ts'
import type { Rule, RuleImportResult, RulePlace } from '../../../contracts/rules.ts'
import { canonicalJson } from '../../../shared/canonical-json.ts'
import type { Context } from '../../../shared/context.ts'
import type { Language } from '../../../shared/text/index.ts'
import { type Collection, getCollection } from '../../catalog/index.ts'
import { admitLines } from './admit-lines.ts'
import { ALL_RULES, auditRule } from './audit.ts'
import { judgeRule } from './check-rule.ts'
import { readRules } from './check-rules.ts'
import { findConflicts } from './find-conflicts.ts'
import type { RulePorts } from './ports.ts'
import { compareRules } from './publish-rules.ts'
import { type RuleFailure, type RuleFileFormat, type RuleLine, readRuleFile } from './read-rule-file.ts'

export type RuleImport = {
  collection: string
  format: RuleFileFormat
  /** in the place of the whole draft */ replace: boolean
  place: RulePlace
  /** nothing is written */ dryRun: boolean
  source: AsyncIterable<Uint8Array>
}

/**
 * Writes the rules of a file into the draft, in the order of the file, in one batch. A line that fails stops no other and leaves the rule
 * with its id as it was; a file of nothing but failures changes nothing. Throws collections.not_found and what reading the file throws.
 */
export async function importRules(ports: RulePorts, ctx: Context, input: RuleImport): Promise<RuleImportResult> {
  const collection = await getCollection(ports, ctx, { name: input.collection })
  const read = await readRuleFile(input.source, input.format)
  const before = (await ports.rules.list(collection.id, 'draft')).map(({ rule }) => rule)
  const judged = await judgeLines(collection, before, read, ctx.scopes.has('documents:readHidden'))
  const admitted = await admitLines(collection, input.replace ? [] : before, judged.lines)
  const failed = [...judged.failed, ...admitted.failed].toSorted((left, right) => left.line - right.line)
  const lines = admitted.lines.map(({ rule }) => rule)
  const after = lines.length === 0 && failed.length > 0 ? before : placeRules(before, lines, input)
  const { added, changed, removed } = compareRules(before, after)
  const written = new Set([...added, ...changed])
  const ids = after.map(({ id }) => id)
  const reordered = isReordered(before, ids)
  const changes = { before: { rules: before.map(({ id }) => id) }, after: { rules: ids, added, removed, changed } }
  if (!input.dryRun && (reordered || written.size + removed.length > 0)) {
    const rules = after.filter(({ id }) => written.has(id))
    const audited = auditRule(ctx, collection, { subjectId: ALL_RULES, action: 'import', ...changes })
    await ports.rules.rewrite({ rules, ids, removed }, audited, listEntries(before, rules, removed))
  }
  return {
    imported: written.size,
    unchanged: lines.length - written.size,
    removed: removed.length,
    reordered,
    failed: failed.slice(0, MAX_LISTED_FAILURES),
    failedTotal: failed.length,
    conflicts: findConflicts(await readRules(collection, after), collection.definition.language as Language),
    dryRun: input.dryRun,
  }
}

/** Each line by itself; a rule that stands in the draft as it is was judged when it was written. */
async function judgeLines(
  collection: Collection,
  draft: readonly Rule[],
  read: readonly (RuleLine | RuleFailure)[],
  showHidden: boolean,
): Promise<{ lines: RuleLine[]; failed: RuleFailure[] }> {
  const known = new Set(draft.map(canonicalJson))
  const lines: RuleLine[] = []
  const failed: RuleFailure[] = []
  for (const one of read) {
    if ('code' in one) failed.push(one)
    else {
      const [problem] = known.has(canonicalJson(one.rule)) ? [] : await judgeRule(collection, one.rule, showHidden)
      if (!problem) lines.push(one)
      else failed.push({ line: one.line, code: 'rules.invalid', message: `${problem.path}: ${problem.message}`.replace(/^: /, '').slice(0, 500) })
    }
  }
  return { lines, failed }
}

function placeRules(before: readonly Rule[], lines: readonly Rule[], { replace, place }: Pick<RuleImport, 'replace' | 'place'>): Rule[] {
  const given = new Map(lines.map((rule) => [rule.id, rule]))
  const others = before.filter(({ id }) => !given.has(id))
  if (replace) return [...lines]
  if (place === 'first') return [...lines, ...others]
  if (place === 'last') return [...others, ...lines]
  const there = new Set(before.map(({ id }) => id))
  return [...before.map((rule) => given.get(rule.id) ?? rule), ...lines.filter(({ id }) => !there.has(id))]
}

/** Whether rules that stay have changed places among each other. */
function isReordered(before: readonly Rule[], ids: readonly string[]): boolean {
  const kept = new Set(ids)
  const was = new Set(before.map(({ id }) => id))
  const stayed = before.filter(({ id }) => kept.has(id))
  return ids.filter((id) => was.has(id)).some((id, at) => stayed[at]?.id !== id)
}

/** An entry a rule, as if each had been written by itself: what it was can be put again from the log. */
function listEntries(before: readonly Rule[], written: readonly Rule[], removed: readonly string[]): AuditRecord[] {
  const old = new Map(before.map((rule) => [rule.id, rule]))
  return [
    ...written.map((rule): AuditRecord => ({ subject: 'rule', subjectId: rule.id, action: 'put', before: old.get(rule.id) ?? null, after: rule })),
    ...removed.map((id): AuditRecord => ({ subject: 'rule', subjectId: id, action: 'delete', before: old.get(id) ?? null, after: null })),
  ]
}
