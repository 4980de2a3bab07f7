import type { SearchRequest } from '../../../contracts/search.ts'
import { type Span, UNDERSTANDING_STEPS, type UnderstandingStep } from '../../../contracts/understanding.ts'
import type { Language } from '../../../shared/text/index.ts'
import { type Collection, schemaOf } from '../../catalog/index.ts'
import { classifyQuery } from './classify/classify-query.ts'
import { readQuestion } from './classify/read-question.ts'
import { findHead } from './find-head.ts'
import { findPhrases } from './find-phrases.ts'
import { findRuledWords } from './find-ruled-words.ts'
import { findForms } from './forms/find-forms.ts'
import { type FacetValues, type Intent, extractIntent } from './intent/index.ts'
import { isStrange } from './is-strange.ts'
import { detectLanguage } from './language/detect-language.ts'
import { listForms } from './list-forms.ts'
import { makeClauses } from './make-clauses.ts'
import type { UnderstandingMaterial, UnderstandingPorts } from './ports.ts'
import type { QueryToken, UnderstoodQuery } from './query.ts'
import { readMaterial } from './read-material.ts'
import { type ReadQuery, readQuery } from './read-query.ts'
import { MAX_LOOKUPS, type SpellingOutcome, type Vocabulary, correctSpelling, listSuspects } from './spelling/index.ts'
import { expandSynonyms } from './synonyms/expand-synonyms.ts'

const SPELLING_THRESHOLD = 0.8
/** Longer ones say so much else that the words of asking weigh little, and dropping some hurts (0.007 nDCG on cisi). */
const LONGEST_QUESTION = 12
const NONE: ReadonlySet<string> = new Set()
const NONE_AT: ReadonlySet<number> = new Set()

/** The steps of a request: what it asks for, less what the collection has switched off and what `literal` forbids. */
export function chooseSteps(collection: Collection, request: Pick<SearchRequest, 'understand' | 'literal'>): ReadonlySet<UnderstandingStep> {
  if (request.understand === false) return new Set()
  const asked = request.understand === true ? UNDERSTANDING_STEPS : request.understand
  const off = new Set<string>(collection.definition.understanding?.off ?? [])
  if (request.literal) for (const step of ['normalise', 'spelling', 'synonyms'] as const) off.add(step)
  return new Set(asked.filter((step) => !off.has(step)))
}

/** Tier 0 understanding: rules and the collection's own words, in a fixed order, each step visible in what is returned. */
export async function understandQuery(
  ports: UnderstandingPorts,
  collection: Collection,
  request: Pick<SearchRequest, 'q' | 'typing' | 'understand' | 'literal' | 'withoutChips'>,
  now: number,
): Promise<UnderstoodQuery> {
  const language = collection.definition.language as Language
  const read = readQuery(request.q, language, request.typing)
  const chosen = chooseSteps(collection, request)
  // without a word there is nothing to understand, but something to try instead
  const steps = read.tokens.length === 0 ? new Set([...chosen].filter((step) => step === 'relax')) : chosen
  const { material, complete } = await readMaterial(ports, collection, steps)
  const ruled = material.words ? findRuledWords(read, language, material.words, steps) : NONE
  const { typed, live } = material.vocabulary
    ? await lookUp(ports, collection, read.tokens, ruled, material.vocabulary)
    : { typed: read.tokens, live: NONE }
  const known = new Set([...live, ...ruled])
  const spelling =
    steps.has('spelling') && material.vocabulary
      ? spell(collection, { ...read, tokens: typed }, known, { ...material, vocabulary: material.vocabulary })
      : null
  const corrected = spelling?.tokens ?? typed
  const asked = steps.has('normalise') && isArticleLike(collection) && corrected.length <= LONGEST_QUESTION
  const tokens = asked ? readQuestion(corrected, read.text, language) : corrected
  const forms = steps.has('normalise')
    ? findForms({ tokens, text: read.text, language, abbreviations: material.words?.abbreviations ?? new Map() })
    : null
  const written = spelling?.alternatives ?? []
  const synonyms =
    steps.has('synonyms') && material.words ? expandSynonyms({ tokens, index: material.words.synonyms, text: read.text, written, language }) : null
  const intent = steps.has('intent') && material.values ? readIntent(collection, request, read, tokens, material.values, now) : null
  const chips = intent?.chips ?? []
  const consumed = intent ? findConsumed(intent, tokens) : NONE_AT
  const said = [...(forms?.alternatives ?? []), ...(synonyms?.alternatives ?? [])]
  const alternatives = [...written, ...said]
  const effective = spelling?.effective ?? read.text.trim()
  // nothing is searched beside words that became a filter
  const isSearched = ({ span }: { span: Span }) => tokens.some(({ start, end }, at) => !consumed.has(at) && start < span[1] && span[0] < end)
  return {
    original: read.original,
    effective,
    searched: consumed.size === 0 ? effective : joinRest(tokens, consumed),
    otherForms: listForms(tokens, said, consumed),
    truncated: read.truncated,
    terms: makeClauses(tokens, alternatives, consumed),
    tokens,
    corrections: spelling?.corrections ?? [],
    didYouMean: spelling?.didYouMean ?? null,
    forms: [...(spelling?.forms ?? []), ...(forms?.forms ?? [])].filter(isSearched),
    synonyms: (synonyms?.synonyms ?? []).filter(isSearched),
    phrases: steps.has('phrases')
      ? findPhrases(tokens, consumed).map((words) => ({ terms: words.map(({ term }) => term), text: words.map(({ surface }) => surface).join(' ') }))
      : [],
    head: steps.has('intent') ? findHead(tokens, alternatives, consumed, language) : null,
    intent: steps.has('classify')
      ? classifyQuery({
          tokens,
          text: read.text,
          language,
          chips,
          ...(material.vocabulary ? { vocabulary: material.vocabulary } : {}),
          articleLike: isArticleLike(collection),
        })
      : null,
    chips,
    sought: intent?.sought ?? [],
    detectedLanguage: steps.has('classify') ? detectLanguage(read.text, read.tokens, language) : null,
    // a word like one that occurs is no nonsense: its pieces lead a learnt model to what is meant
    strange: material.vocabulary !== null && !spelling?.didYouMean && isStrange(tokens, alternatives, live, material.vocabulary),
    steps,
    complete,
  }
}

/**
 * Asks the index about words the vocabulary does not know: `live` are the surfaces it has, by their stem or in documents written since.
 * Asking costs a round trip, so only for words that may be slips, and for all where none is known. In `typed` a last word that begins none of either is taken as finished: a slip.
 */
async function lookUp(
  ports: UnderstandingPorts,
  collection: Collection,
  tokens: readonly QueryToken[],
  ruled: ReadonlySet<string>,
  vocabulary: Vocabulary,
): Promise<{ typed: readonly QueryToken[]; live: ReadonlySet<string> }> {
  const ended = tokens.map((token) => (token.open && !vocabulary.beginsAnyWord(token.surface) ? { ...token, open: false } : token))
  const content = ended.filter(({ stop }) => !stop)
  const lost = content.every(({ surface, open }) => !open && vocabulary.frequency(surface) === 0) ? content.map(({ surface }) => surface) : []
  const suspects = new Set([...listSuspects(ended, vocabulary), ...lost.slice(0, MAX_LOOKUPS)].filter((surface) => !ruled.has(surface)))
  if (suspects.size === 0) return { typed: tokens, live: NONE }
  const asked = tokens.filter(({ surface }) => suspects.has(surface))
  const words = new Map(asked.map(({ term, surface, open }) => [surface, { term, prefix: open ? surface : null }]))
  const known = await ports.findKnown(collection, [...words.values()])
  const live = new Set(asked.flatMap(({ surface, term }) => (known.has(term) ? [surface] : [])))
  const typed = tokens.map((token, at) => (suspects.has(token.surface) && !live.has(token.surface) ? (ended[at] ?? token) : token))
  return { typed, live }
}

function spell(
  collection: Collection,
  read: ReadQuery,
  known: ReadonlySet<string>,
  { vocabulary, words }: UnderstandingMaterial & { vocabulary: Vocabulary },
): SpellingOutcome {
  return correctSpelling({
    tokens: read.tokens,
    text: read.text,
    vocabulary,
    language: collection.definition.language as Language,
    known,
    isBlocked: (text) => words?.isBlocked(text) ?? false,
    threshold: collection.definition.understanding?.spelling?.threshold ?? SPELLING_THRESHOLD,
  })
}

function readIntent(
  collection: Collection,
  request: Pick<SearchRequest, 'withoutChips'>,
  read: ReadQuery,
  tokens: readonly QueryToken[],
  values: FacetValues,
  now: number,
): Intent {
  const { definition } = collection
  const language = definition.language as Language
  return extractIntent({ tokens, text: read.text, language, definition, values, now, without: new Set(request.withoutChips) })
}

/**
 * Words that are not searched: those that became a filter, and what a wish for a price or a rating is put in ("cheap", "top rated"), which
 * documents that fulfil it do not say. Where nothing else is left, such a wish is searched as words after all.
 */
function findConsumed({ chips, consumed }: Intent, tokens: readonly QueryToken[]): ReadonlySet<number> {
  const wishes = chips.filter(({ kind, value, applied }) => applied === 'boost' && value === null && (kind === 'price' || kind === 'rating'))
  const wished = tokens.flatMap(({ start, end }, at) => (wishes.some(({ span }) => start < span[1] && end > span[0]) ? [at] : []))
  const all = new Set([...consumed, ...wished])
  return tokens.some(({ stop }, at) => !stop && !all.has(at)) ? all : new Set(consumed)
}

/** Without the words that became a filter: what is left to search for. */
function joinRest(tokens: readonly QueryToken[], consumed: ReadonlySet<number>): string {
  return tokens
    .filter((_token, at) => !consumed.has(at))
    .map(({ surface }) => surface)
    .join(' ')
}

/** Prose to read rather than things to buy: texts without anything to narrow by number. */
function isArticleLike(collection: Collection): boolean {
  const { definition } = collection
  if (definition.template !== undefined) return definition.template === 'articles'
  return schemaOf(definition).exact.every((field) => field.facet !== 'range')
}
