import type { Abbreviation } from '../../../../contracts/abbreviations.ts'
import { AppError, type ErrorItem } from '../../../../contracts/errors.ts'
import { type Language, analyse, normalise } from '../../../../shared/text/index.ts'

type CheckedAbbreviation = { id: string; body: { expansions: readonly string[] } }

/** Above this an answer names no more of what is wrong. */
const MAX_FINDINGS = 100

/** Abbreviations as they are stored, by their normalised word. Throws request.invalid with the member that is wrong. */
export function checkAbbreviations(items: readonly Abbreviation[], language: Language): CheckedAbbreviation[] {
  const findings: ErrorItem[] = []
  const known = new Map<string, number>()
  const checked = items.map(({ word, expansions }, at) => {
    const words = analyse(word, language)
    const id = words[0]?.surface ?? normalise(word)
    const twin = known.get(id)
    if (words.length !== 1) findings.push({ path: `items[${at}].word`, message: `must be one word; it is read as ${words.length}` })
    else if (twin === undefined) known.set(id, at)
    else findings.push({ path: `items[${at}].word`, message: `is the same word as items[${twin}].word` })
    expansions.forEach((expansion, index) => {
      const surfaces = analyse(expansion, language).map(({ surface }) => surface)
      const path = `items[${at}].expansions[${index}]`
      if (surfaces.length === 0) findings.push({ path, message: 'has no word in it' })
      else if (surfaces.length === 1 && surfaces[0] === id) findings.push({ path, message: 'is the word itself' })
    })
    return { id, body: { expansions: expansions.map((expansion) => expansion.toWellFormed()) } }
  })
  const [first] = findings
  if (first) throw new AppError('request.invalid', `${first.path}: ${first.message}`, findings.slice(0, MAX_FINDINGS))
  return checked
}
