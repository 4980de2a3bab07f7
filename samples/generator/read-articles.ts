import { hashWord } from '../../src/shared/math/random.ts'

export type Article = {
  readonly id: string
  readonly title: string
  readonly summary: string
  readonly body: string
  readonly author: string
  readonly topic: string
  readonly tags: readonly string[]
  readonly publishedAt: string
  readonly url: string
}

const DAY_MS = 86_400_000
const FIRST_DAY = Date.UTC(2023, 1, 1)
const DAYS = 1_230

/**
 * Reads one source file of articles: "# id | title", "author | topic | tags", the summary on a line of its own, then the
 * body, whose paragraphs are separated by empty lines. Throws with the id of an article that has a part missing.
 */
export function readArticles(text: string): Article[] {
  return text.split(/^# /m).slice(1).map(readArticle)
}

function readArticle(block: string): Article {
  const [head = '', byline = '', summary = '', ...rest] = block.split('\n')
  const [id = '', title = ''] = head.split('|').map((part) => part.trim())
  const [author = '', topic = '', tags = ''] = byline.split('|').map((part) => part.trim())
  const body = rest.join('\n').trim()
  if (!id || !title || !author || !topic || !tags || !summary.trim() || !body) throw new Error(`article "${id}" has a part missing`)
  const day = hashWord(id, 2023) % DAYS
  return {
    id,
    title,
    summary: summary.trim(),
    body,
    author,
    topic,
    tags: tags.split(',').map((tag) => tag.trim()),
    publishedAt: new Date(FIRST_DAY + day * DAY_MS + 8 * 3_600_000).toISOString(),
    url: `https://shop.example/articles/${id}`,
  }
}
