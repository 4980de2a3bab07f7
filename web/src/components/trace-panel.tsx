import { useEffect } from 'react'
import type { CollectionView } from '../../../src/contracts/collection.ts'
import type { RankTrace, SearchHit, SearchResponse } from '../../../src/contracts/search.ts'
import { LOCALE } from '../locale.ts'
import { chooseCardFields, findField } from '../schema/fields.ts'
import { formatFieldName, formatValue } from '../text/format.ts'
import { formatScore } from '../text/trace.ts'
import { titleOf } from './hit-card.tsx'
import { FeatureTable } from './feature-table.tsx'
import { QueryReading } from './query-reading.tsx'
import { BackIcon, ArrowIcon } from './icons.tsx'
import { Sheet } from './sheet.tsx'
import { MOVED, TraceReasons, TraceRules } from './trace-reasons.tsx'

type Props = { response: SearchResponse; collection: CollectionView; id: string; sorted: boolean; onOpen: (id: string) => void; onClose: () => void }

/** Why a hit ranks where it does: the features the ranking added up, as the response carried them. */
export function TracePanel({ response, collection, id, sorted, onOpen, onClose }: Props) {
  const index = response.hits.findIndex((hit) => hit.id === id)
  const hit = response.hits[index]
  const before = response.hits[index - 1]
  const after = response.hits[index + 1]
  // Other results came in (the query changed, a page was turned) and this hit is not among them.
  useEffect(() => {
    if (hit === undefined) onClose()
  }, [hit, onClose])
  if (hit === undefined) return null
  const title = titleOf(hit, chooseCardFields(collection))
  return (
    <Sheet
      title={`Why #${hit.rank}`}
      side="right"
      onClose={onClose}
      footer={
        <>
          <button type="button" className="button" disabled={before === undefined} onClick={() => before && onOpen(before.id)}>
            <BackIcon /> Hit above
          </button>
          <button type="button" className="button" disabled={after === undefined} onClick={() => after && onOpen(after.id)}>
            Hit below <ArrowIcon />
          </button>
        </>
      }
    >
      <p className="trace-title">{title}</p>
      {response.query.plan !== 'browse' && (
        <p className="trace-score">
          <strong>{formatScore(hit.score)}</strong> score{sorted ? '' : describeGap(hit, before)}
        </p>
      )}
      {sorted && <p className="quiet trace-order">The list is sorted by a field, so the score did not decide the order.</p>}
      {!sorted && response.query.plan === 'browse' && (
        <p className="quiet trace-order">Nothing was asked for, so the documents stand in the order their collection browses in.</p>
      )}
      {hit.trace === undefined ? <TraceSkeleton /> : <TraceBody trace={hit.trace} score={hit.score} response={response} />}
      {response.query.plan !== 'browse' && <QueryReading query={response.query} />}
      <details className="trace-document">
        <summary>All fields of the document</summary>
        <dl>
          {Object.entries(hit.document).map(([name, value]) => (
            <div key={name}>
              <dt>{formatFieldName(name)}</dt>
              <dd>{formatValue(value, findField(collection.fields ?? [], name)?.type, LOCALE)}</dd>
            </div>
          ))}
        </dl>
      </details>
    </Sheet>
  )
}

function describeGap(hit: SearchHit, before: SearchHit | undefined): string {
  if (before === undefined) return ''
  const gap = before.score - hit.score
  if (gap === 0) return `, the same as #${before.rank}`
  return gap >= 0
    ? `, ${formatScore(gap)} below #${before.rank}`
    : `, ${formatScore(-gap)} above #${before.rank} (the order here is not by score alone)`
}

function TraceBody({ trace, score, response }: { trace: RankTrace; score: number; response: SearchResponse }) {
  const asked = response.query.plan !== 'browse'
  const moved = trace.reasons?.find(({ name }) => name === MOVED)
  return (
    <>
      {moved !== undefined && <p className="quiet trace-order">Diversity: {moved.value}.</p>}
      {asked && <FeatureTable trace={trace} score={score} />}
      {asked && <MatchedWords matched={trace.matched} />}
      <TraceRules fired={response.appliedRules} rules={trace.rules} />
      <TraceReasons reasons={trace.reasons ?? []} />
    </>
  )
}

function MatchedWords({ matched }: Pick<RankTrace, 'matched'>) {
  const words = Object.entries(matched)
  return (
    <section className="trace-part" aria-labelledby="matched">
      <h3 id="matched">Words found</h3>
      {words.length === 0 ? (
        <p className="quiet">None of the words occurs here: the meaning alone brought this hit.</p>
      ) : (
        <dl className="matched">
          {words.map(([word, fields]) => (
            <div key={word}>
              <dt>{word}</dt>
              <dd>{fields.map(formatFieldName).join(', ')}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  )
}

function TraceSkeleton() {
  return (
    <div role="status">
      <span className="sr">Reading the trace</span>
      {[0, 1, 2, 3].map((row) => (
        <span className="bone bone-feature" key={row} />
      ))}
    </div>
  )
}
