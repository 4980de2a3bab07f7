import { type Language, stopWords } from '../../../../shared/text/index.ts'
import type { QueryToken } from '../query.ts'
import { type QuestionWords, questionWords } from './question-words.ts'

const MIN_WORDS = 3
const JAPANESE = /(?:とは|ですか|ますか|でしょうか|のか|って何|ください|方法|やり方|仕方)[?？。\s]*$|なぜ|どうして|どうやって|何|いつ|どこ|いくら/u

/**
 * The tokens of a query with those of a question that are about asking marked as stop words: "how long does it take to boil eggs" is
 * boil, eggs. Queries of another shape come back as they were; never is every token a stop word that was not one before. Pure.
 */
export function readQuestion(tokens: readonly QueryToken[], text: string, language: Language): readonly QueryToken[] {
  const words = questionWords(language)
  if (!words || !isQuestion(tokens, text, language, words)) return tokens
  const stop = stopWords(language)
  const measured = tokens.slice(0, 3).some(({ surface }) => words.measures.has(surface))
  const isAbout = ({ surface }: QueryToken): boolean => stop.has(surface) || words.fillers.has(surface) || (measured && words.measures.has(surface))
  const marked = tokens.map((token) => (!token.stop && isAbout(token) ? { ...token, stop: true } : token))
  return marked.every((token) => token.stop) ? tokens : marked
}

function isQuestion(tokens: readonly QueryToken[], text: string, language: Language, { openings }: QuestionWords): boolean {
  const shown = text.slice(0, 1024)
  if (language === 'ja') return JAPANESE.test(shown) || /[?？]\s*$/.test(shown)
  if (/[?？]\s*$|^\s*¿/.test(shown)) return true
  const [first] = tokens
  if (!first || tokens.length < MIN_WORDS) return false
  return openings.has(first.surface) || ` ${tokens.map(({ surface }) => surface).join(' ')} `.includes(' how to ')
}
