import type { QueryView } from '../../../src/contracts/search.ts'
import { LOCALE } from '../locale.ts'
import { formatFieldName } from '../text/format.ts'
import { formatShare, nameIntent, nameLanguage } from '../text/understanding.ts'

/** How sure the words were read as they were: what is looked for, intent and what decided it, corrections, language. Nothing when none of it is known. */
export function QueryReading({ query }: { query: QueryView }) {
  const { head, intent, corrections, detectedLanguage } = query
  if (head === null && intent === null && corrections.length === 0 && detectedLanguage === null) return null
  return (
    <section className="trace-part" aria-labelledby="reading">
      <h3 id="reading">How the query was read</h3>
      <dl className="matched">
        {head !== null && (
          <div>
            <dt>Looked for</dt>
            <dd>{head}: titles that name one count a little more</dd>
          </div>
        )}
        {intent !== null && (
          <div>
            <dt>Intent</dt>
            <dd>
              {nameIntent(intent)}, {formatShare(intent.confidence)} sure
              {intent.features.length > 0 && (
                <ul className="reading-features" aria-label="What decided it">
                  {intent.features.map(({ name, value }) => (
                    <li key={name}>
                      {formatFieldName(name)} {formatShare(value)}
                    </li>
                  ))}
                </ul>
              )}
            </dd>
          </div>
        )}
        {corrections.map(({ from, to, confidence, span }) => (
          <div key={span.join('-')}>
            <dt>{from}</dt>
            <dd>
              searched as {to}, {formatShare(confidence)} sure
            </dd>
          </div>
        ))}
        {detectedLanguage !== null && (
          <div>
            <dt>Language</dt>
            <dd>
              {nameLanguage(detectedLanguage.language, LOCALE)}, {formatShare(detectedLanguage.confidence)} sure
            </dd>
          </div>
        )}
      </dl>
    </section>
  )
}
