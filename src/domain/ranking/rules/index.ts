export { type RuleCondition, type RuleMatcher, type RuleSearch, compileConditions } from './compile-conditions.ts'
export { checkRegex, measureRegexes } from './linear-regex.ts'
export { type ReadPattern, type RulePattern, type RuleQuery, compareMeetings, readPattern, readRuleQuery } from './rule-pattern.ts'
