import type { RankTrace } from '../../../src/contracts/search.ts'
import { formatFieldName } from '../text/format.ts'
import { formatRaw, formatScore, listTraceRows } from '../text/trace.ts'
import { nameFeature, nameNote } from '../text/words.ts'

/** The features that the score is the sum of; several vectors show below their feature what each of them adds. */
export function FeatureTable({ trace, score }: { trace: RankTrace; score: number }) {
  const rows = listTraceRows(trace)
  return (
    <table className="features">
      <caption>What the score is made of</caption>
      <thead>
        <tr>
          <th scope="col">Feature</th>
          <th scope="col">Raw</th>
          <th scope="col">Value</th>
          <th scope="col">Weight</th>
          <th scope="col">Adds</th>
        </tr>
      </thead>
      {rows.map((row) => (
        <tbody key={row.name}>
          <tr>
            <th scope="row">{nameFeature(row.name)}</th>
            <td>{formatRaw(row.name, row.raw)}</td>
            <td>{formatScore(row.value)}</td>
            <td>× {formatScore(row.weight)}</td>
            <td className="adds">{formatScore(row.contribution)}</td>
          </tr>
          <tr className="bar-row">
            <td colSpan={5}>
              <span className="feature-bar" data-negative={row.contribution < 0} aria-hidden="true">
                <span style={{ inlineSize: `${row.share * 100}%` }} />
              </span>
              {row.note !== undefined && <span className="note">{nameNote(row.note)}</span>}
              {row.parts !== undefined && <VectorParts parts={row.parts} />}
            </td>
          </tr>
        </tbody>
      ))}
      <tfoot>
        <tr>
          <th scope="row" colSpan={4}>
            Score
          </th>
          <td className="adds">{formatScore(score)}</td>
        </tr>
      </tfoot>
    </table>
  )
}

/** Largest first, as the features are; what the document has nothing for is only named. */
function VectorParts({ parts }: { parts: NonNullable<RankTrace['features'][number]['parts']> }) {
  const missing = parts.filter(({ raw }) => raw === null)
  return (
    <>
      <ul className="vector-parts" aria-label="What each vector adds">
        {parts
          .filter(({ raw }) => raw !== null)
          .toSorted((a, b) => b.contribution - a.contribution)
          .map(({ name, raw, weight, contribution, note }) => (
            <li key={name}>
              <span>{formatFieldName(name)}</span>
              <span className="quiet">
                {note === 'estimated' ? 'about ' : ''}
                {formatScore(raw ?? 0)} × {formatScore(weight)}
              </span>
              <span>{formatScore(contribution)}</span>
            </li>
          ))}
      </ul>
      {missing.length > 0 && <span className="note">Nothing to compare: {missing.map(({ name }) => formatFieldName(name)).join(', ')}</span>}
    </>
  )
}
