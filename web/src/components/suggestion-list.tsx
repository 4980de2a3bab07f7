import type { CollectionView } from '../../../src/contracts/collection.ts'
import type { Suggestion } from '../../../src/contracts/suggest.ts'
import { LOCALE } from '../locale.ts'
import { DEFAULT_SEPARATOR } from '../text/path.ts'
import { formatFieldName, formatNumber } from '../text/format.ts'
import { findCategoryField } from '../schema/scope.ts'
import { Highlight } from './highlight.tsx'
import { ClockIcon, CloseIcon, SearchIcon } from './icons.tsx'
import type { Combobox } from './use-combobox.ts'

type Props = {
  collection: CollectionView
  recent: readonly string[]
  suggestions: readonly Suggestion[]
  /** Nothing is typed: the suggestions are what many search for. */
  popular: boolean
  combobox: Combobox
  onChoose: (index: number) => void
  onForget: (q: string) => void
  onForgetAll: () => void
}

/** The list under the search box: what was searched here before, then what the collection suggests. */
export function SuggestionList({ collection, recent, suggestions, popular, combobox, onChoose, onForget, onForgetAll }: Props) {
  const { active, listId, nameOption } = combobox
  const option = (index: number) => ({
    id: nameOption(index),
    role: 'option',
    tabIndex: -1,
    className: 'suggestion',
    'aria-selected': index === active,
    onClick: () => onChoose(index),
  })
  return (
    // Pressing in the list must not take the focus out of the field.
    <div className="suggest" role="presentation" onMouseDown={(event) => event.preventDefault()}>
      <div id={listId} role="listbox" aria-label={popular ? 'Recent and popular searches' : 'Suggestions'}>
        {recent.length > 0 && (
          <div role="group" aria-label="Recent searches">
            <p className="suggest-heading" aria-hidden="true">
              Recent
            </p>
            {recent.map((q, index) => (
              <div key={q} {...option(index)}>
                <ClockIcon />
                <span className="suggestion-text">{q}</span>
              </div>
            ))}
          </div>
        )}
        {suggestions.length > 0 && (
          <div role="group" aria-label={popular ? 'Popular searches' : 'Suggestions'}>
            {popular && (
              <p className="suggest-heading" aria-hidden="true">
                Popular
              </p>
            )}
            {suggestions.map((suggestion, index) => (
              <div key={JSON.stringify([suggestion.text, suggestion.field, suggestion.category])} {...option(recent.length + index)}>
                <SearchIcon size={17} />
                <SuggestionText suggestion={suggestion} collection={collection} />
              </div>
            ))}
          </div>
        )}
      </div>
      {recent.length > 0 && <Forget recent={recent} onForget={onForget} onForgetAll={onForgetAll} />}
    </div>
  )
}

/** Beside the list and not in it, because an option holds no button. The keyboard has Delete for one and Tab to all. */
function Forget({ recent, onForget, onForgetAll }: Pick<Props, 'recent' | 'onForget' | 'onForgetAll'>) {
  return (
    <>
      <div className="forget-each">
        {recent.map((q) => (
          <button key={q} type="button" tabIndex={-1} className="forget" aria-label={`Remove ${q} from recent searches`} onClick={() => onForget(q)}>
            <CloseIcon size={15} />
          </button>
        ))}
      </div>
      <button type="button" className="link forget-all" aria-label="Clear recent searches" onClick={onForgetAll}>
        Clear
      </button>
    </>
  )
}

function SuggestionText({ suggestion, collection }: { suggestion: Suggestion; collection: CollectionView }) {
  const { highlighted, source, count, field, category } = suggestion
  const separator = findCategoryField(collection)?.separator ?? DEFAULT_SEPARATOR
  // Searches of a past query are no results, and a title is one document.
  const counts = category !== undefined || source === 'value' || source === 'phrase'
  return (
    <>
      <span className="suggestion-text">
        <Highlight html={highlighted} />
        {category !== undefined ? (
          <span className="suggestion-scope"> in {category.split(separator).join(' › ')}</span>
        ) : (
          source === 'value' && field !== undefined && <span className="suggestion-scope"> in {formatFieldName(field).toLowerCase()}</span>
        )}
      </span>
      {counts && (
        <span className="suggestion-count">
          {formatNumber(count, LOCALE)}
          <span className="sr"> {count === 1 ? 'result' : 'results'}</span>
        </span>
      )}
    </>
  )
}
