import type { HitGroup, InnerHit } from '../../../src/contracts/search.ts'
import { LOCALE } from '../locale.ts'
import { readField, type CardFields } from '../schema/fields.ts'
import { formatMoney, formatVariants } from '../text/format.ts'
import { readSafeUrl } from '../text/links.ts'

type Props = { group: HitGroup; card: CardFields; currency: string | undefined; about: string }

/** The other documents of a hit's group, behind one line that opens by key or touch; nothing for a group of one. */
export function HitVariants({ group, card, currency, about }: Props) {
  const more = group.total - 1
  if (more < 1 || group.hits.length === 0) return null
  return (
    <details className="hit-variants">
      <summary>
        {formatVariants(more, LOCALE)}
        <span className="sr"> of {about}</span>
      </summary>
      <ul>
        {group.hits.map((hit) => (
          <li key={hit.id}>
            <VariantTitle hit={hit} card={card} />
            <VariantPrice hit={hit} card={card} currency={currency} />
          </li>
        ))}
        {more > group.hits.length && <li className="quiet">and {formatVariants(more - group.hits.length, LOCALE)}</li>}
      </ul>
    </details>
  )
}

function VariantTitle({ hit, card }: { hit: InnerHit; card: CardFields }) {
  const stored = readField(hit.document, card.title)
  const title = typeof stored === 'string' && stored !== '' ? stored : hit.id
  const url = readSafeUrl(readField(hit.document, card.url))
  return url === null ? (
    <span>{title}</span>
  ) : (
    <a href={url} rel="noreferrer">
      {title}
    </a>
  )
}

function VariantPrice({ hit, card, currency }: { hit: InnerHit; card: CardFields; currency: string | undefined }) {
  const price = readField(hit.document, card.price)
  return typeof price === 'number' ? <span className="variant-price">{formatMoney(price, currency, LOCALE)}</span> : null
}
