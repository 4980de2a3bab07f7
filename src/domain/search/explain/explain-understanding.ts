import type { Explained, ExplainedSearch } from './explained-search.ts'
import { joinWords } from './write-text.ts'

/** What was made of the query before anything was looked for. */
export function explainUnderstanding({ plan }: ExplainedSearch): Explained {
  const { query } = plan
  const quote = (text: string): string => `"${text}"`
  const chips = query.chips.filter(({ applied }) => applied !== 'none').map(({ id, label, filter, applied }) => ({ id, label, filter, applied }))
  const forms = [...query.forms, ...query.synonyms].map(({ from, to }) => `${from} as ${quote(to)}`)
  const parts = [
    query.effective === '' ? 'The query is empty' : `The query is read as ${quote(query.effective)}`,
    ...(query.corrections.length === 0 ? [] : [`corrected: ${joinWords(query.corrections.map(({ from, to }) => `${quote(from)} to ${quote(to)}`))}`]),
    ...(forms.length === 0 ? [] : [`also searched: ${joinWords(forms)}`]),
    ...chips.map(({ label, filter, applied }) => `${quote(label)} ${applied === 'filter' ? 'demands' : 'prefers'} ${filter}`),
    ...(query.complete ? [] : ['some steps had no time']),
  ]
  const details = {
    effective: query.effective,
    searched: query.searched,
    corrections: query.corrections,
    chips,
    forms: [
      ...query.forms.map(({ from, to, kind }) => ({ from, to, kind })),
      ...query.synonyms.map(({ from, to }) => ({ from, to, kind: 'synonym' })),
    ],
    steps: [...query.steps],
    complete: query.complete,
  }
  return { step: 'understanding', outcome: 'info', text: `${parts.join('; ')}.`, details, short: null }
}
