import { useState } from 'react'
import type { CollectionView } from '../../../src/contracts/collection.ts'
import type { SearchHit } from '../../../src/contracts/search.ts'
import { LOCALE } from '../locale.ts'
import { readField, type CardFields } from '../schema/fields.ts'
import { cutWords, formatFieldName, formatMoney, formatNumber, formatValue } from '../text/format.ts'
import { readSafeUrl } from '../text/links.ts'
import { escapeText } from '../text/marks.ts'
import { Highlight, readHighlight } from './highlight.tsx'
import { HitVariants } from './hit-variants.tsx'
import { BarsIcon } from './icons.tsx'

const SUMMARY_WORDS = 40
const MAX_META = 5

type Props = { hit: SearchHit; collection: CollectionView; card: CardFields; pictures: boolean; open: boolean; onExplain: () => void }

/** One hit, drawn from whatever its collection declares: a product card with a picture, or a row of text without one. */
export function HitCard({ hit, collection, card, pictures, open, onExplain }: Props) {
  const image = readSafeUrl(readField(hit.document, card.image))
  const brand = readHighlight(hit, card.brand, 'value') ?? readField(hit.document, card.brand)
  return (
    <article className="hit" aria-labelledby={`hit-${hit.rank}`}>
      {pictures && <Picture key={image} src={image} title={titleOf(hit, card)} />}
      <div className="hit-text">
        {typeof brand === 'string' && brand !== '' && (
          <p className="hit-brand">
            <Highlight html={brand === readField(hit.document, card.brand) ? escapeText(brand) : brand} />
          </p>
        )}
        <HitTitle hit={hit} card={card} />
        <Summary hit={hit} card={card} />
        {!pictures && <Meta hit={hit} card={card} />}
        <Facts hit={hit} card={card} />
        {hit.group && <HitVariants group={hit.group} card={card} currency={collection.currency} about={titleOf(hit, card)} />}
      </div>
      <div className="hit-foot">
        <Price hit={hit} card={card} currency={collection.currency} />
        <button type="button" className="why" data-hit-focus aria-haspopup="dialog" aria-expanded={open} onClick={onExplain}>
          <BarsIcon />
          <span>
            Why #{hit.rank}
            <span className="sr">: how {titleOf(hit, card)} was ranked</span>
          </span>
        </button>
      </div>
    </article>
  )
}

export function titleOf(hit: SearchHit, card: CardFields): string {
  const title = readField(hit.document, card.title)
  return typeof title === 'string' && title !== '' ? title : hit.id
}

function HitTitle({ hit, card }: Pick<Props, 'hit' | 'card'>) {
  const url = readSafeUrl(readField(hit.document, card.url))
  // cut to its lines in here: the link around it is taller on a touch screen, and would show part of one more
  const title = (
    <span className="hit-name">
      <Highlight html={readHighlight(hit, card.title, 'value') ?? escapeText(titleOf(hit, card))} />
    </span>
  )
  return (
    <h3 id={`hit-${hit.rank}`}>
      {url === null ? (
        title
      ) : (
        <a href={url} rel="noreferrer">
          {title}
        </a>
      )}
    </h3>
  )
}

function Summary({ hit, card }: Pick<Props, 'hit' | 'card'>) {
  const stored = readField(hit.document, card.description)
  const text = readHighlight(hit, card.description, 'snippet') ?? (typeof stored === 'string' ? escapeText(cutWords(stored, SUMMARY_WORDS)) : '')
  if (text === '') return null
  return (
    <p className="hit-summary">
      <Highlight html={text} />
    </p>
  )
}

/** The picture; without one, or when it does not load, the initial of the title. */
function Picture({ src, title }: { src: string | null; title: string }) {
  const [broken, setBroken] = useState(false)
  return (
    <div className="hit-picture">
      {src === null || broken ? (
        <span aria-hidden="true">{title.charAt(0).toUpperCase()}</span>
      ) : (
        <img src={src} alt="" loading="lazy" decoding="async" width="320" height="240" referrerPolicy="no-referrer" onError={() => setBroken(true)} />
      )}
    </div>
  )
}

function Meta({ hit, card }: Pick<Props, 'hit' | 'card'>) {
  const entries = card.meta
    .map((field) => ({ name: field.name, text: formatValue(readField(hit.document, field.name), field.type, LOCALE) }))
    .filter(({ text }) => text !== '')
    .slice(0, MAX_META)
  if (entries.length === 0) return null
  return (
    <dl className="hit-meta">
      {entries.map(({ name, text }) => (
        <div key={name}>
          <dt>{formatFieldName(name)}</dt>
          <dd>{cutWords(text, 12)}</dd>
        </div>
      ))}
    </dl>
  )
}

function Facts({ hit, card }: Pick<Props, 'hit' | 'card'>) {
  const rating = readField(hit.document, card.rating)
  const ratings = readField(hit.document, card.ratingCount)
  const stock = readField(hit.document, card.stock)
  if (typeof rating !== 'number' && typeof stock !== 'boolean') return null
  return (
    <p className="hit-facts">
      {typeof rating === 'number' && (
        <span className="rating">
          <span aria-hidden="true">★</span>
          <span className="sr">Rated </span>
          {formatNumber(rating, LOCALE)}
          {typeof ratings === 'number' && (
            <span className="rating-count">
              ({formatNumber(ratings, LOCALE)}
              <span className="sr"> ratings</span>)
            </span>
          )}
        </span>
      )}
      {typeof stock === 'boolean' && (
        <span className="stock" data-in={stock}>
          {stock ? 'In stock' : 'Out of stock'}
        </span>
      )}
    </p>
  )
}

function Price({ hit, card, currency }: Pick<Props, 'hit' | 'card'> & { currency: string | undefined }) {
  const price = readField(hit.document, card.price)
  return <span className="price">{typeof price === 'number' ? formatMoney(price, currency, LOCALE) : ''}</span>
}
