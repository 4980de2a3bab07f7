// Documents of the anime template out of three sources: the titles, and what the other two know of the same ones.
import { join } from 'node:path'
import { z } from 'zod'
import { readLines } from '../sets.ts'

const text = z.string().nullish()
const titleRow = z.object({
  id: z.string(),
  title: z.string(),
  english_title: text,
  japanese_title: text,
  type: text,
  episodes: text,
  duration: text,
  status: text,
  source: text,
  season: text,
  studios: text,
  producers: text,
  genres: text,
  themes: text,
  demographics: text,
  rating: text,
  score: text,
  scored_by: text,
  popularity: text,
  start_date: text,
  end_date: text,
  broadcast_day: text,
  broadcast_time: text,
  synopsis: text,
  image_url: text,
})
type TitleRow = z.infer<typeof titleRow>

const secondRow = z.object({
  anime_id: z.string(),
  mal_id: text,
  title: z.string(),
  english_title: text,
  type: text,
  synonyms: text,
  tags: text,
  main_characters: text,
  main_staff: text,
  streaming_sites: text,
  country_of_origin: text,
  is_adult: text,
  site_url: text,
})
type SecondRow = z.infer<typeof secondRow>

const named = z.object({ name: z.object({ full: z.string() }) })
const castRow = z.object({
  id: z.number(),
  title: z.object({ romaji: text, english: text }),
  format: text,
  characters: z.object({ edges: z.array(z.object({ node: named, voiceActors: z.array(named) })) }),
})
type CastRow = z.infer<typeof castRow>

export type AnimeDocument = { id: string; title: string } & Record<string, unknown>
export type AnimeDocuments = { documents: AnimeDocument[]; withSecond: number; withCast: number }

/** Every title, with what the second source and the cast say of it where their id or their title is the same. */
export async function readAnimeDocuments(folder: string): Promise<AnimeDocuments> {
  const titles = await readRows(join(folder, 'titles.jsonl.gz'), titleRow)
  const second = await readRows(join(folder, 'anilist.jsonl.gz'), secondRow)
  const cast = await readRows(join(folder, 'characters.jsonl.gz'), castRow)
  const secondById = new Map(second.flatMap((row) => (row.mal_id ? [[String(Number(row.mal_id)), row] as const] : [])))
  const secondByTitle = new Map(second.map((row) => [nameOf(row.title, row.type), row]))
  const castByTitle = new Map(
    cast.flatMap((row) => [row.title.romaji, row.title.english].flatMap((name) => (name ? [[nameOf(name, row.format), row] as const] : []))),
  )
  const castById = new Map(cast.map((row) => [String(row.id), row]))
  let withSecond = 0
  let withCast = 0
  const documents = titles.map((row) => {
    const names = [row.title, row.english_title].flatMap((name) => (name ? [nameOf(name, row.type)] : []))
    const other = secondById.get(row.id) ?? names.map((name) => secondByTitle.get(name)).find(Boolean)
    const actors = names.map((name) => castByTitle.get(name)).find(Boolean) ?? (other && castById.get(other.anime_id))
    if (other) withSecond += 1
    if (actors) withCast += 1
    return makeDocument(row, other, actors)
  })
  return { documents, withSecond, withCast }
}

function makeDocument(row: TitleRow, other: SecondRow | undefined, cast: CastRow | undefined): AnimeDocument {
  const year = row.start_date ? Number(row.start_date.slice(0, 4)) : undefined
  const edges = cast?.characters.edges ?? []
  const document = {
    id: row.id,
    title: row.title,
    titleEnglish: row.english_title ?? other?.english_title,
    titleNative: row.japanese_title,
    synonyms: split(other?.synonyms),
    synopsis: row.synopsis,
    characters: unique([...edges.map(({ node }) => node.name.full), ...split(other?.main_characters)]),
    voiceActors: unique(edges.flatMap(({ voiceActors }) => voiceActors.map(({ name }) => name.full))),
    genres: split(row.genres),
    themes: split(row.themes),
    demographics: split(row.demographics),
    tags: split(other?.tags),
    format: row.type,
    source: row.source,
    ageRating: row.rating,
    country: other?.country_of_origin,
    episodes: readNumber(row.episodes),
    minutes: readNumber(row.duration),
    studios: split(row.studios),
    producers: split(row.producers),
    staff: split(other?.main_staff),
    year,
    season: row.season?.replace(/ *\d+$/, '').replace(/^None.*/, ''),
    decade: year === undefined ? [] : nameDecade(year),
    status: row.status,
    broadcast: [row.broadcast_day, row.broadcast_time].filter(Boolean).join(' '),
    startDate: row.start_date,
    endDate: row.end_date,
    platforms: split(other?.streaming_sites),
    identifiers: [`mal ${row.id}`, ...(other ? [`anilist ${other.anime_id}`] : [])],
    score: readNumber(row.score),
    votes: readNumber(row.scored_by),
    // the source counts places from the most popular one; here more is more
    popularity: -(readNumber(row.popularity) ?? 100_000),
    adult: other?.is_adult === undefined ? undefined : other.is_adult === 'True',
    image: row.image_url,
    url: other?.site_url,
  }
  return Object.fromEntries(Object.entries(document).filter(([, value]) => !isNothing(value))) as AnimeDocument
}

const DECADES: Readonly<Record<number, string>> = {
  196: 'sixties',
  197: 'seventies',
  198: 'eighties',
  199: 'nineties',
  200: 'noughties',
  201: 'tens',
  202: 'twenties',
}

/** 1995 -> 1990s, 90s, nineties */
function nameDecade(year: number): string[] {
  const decade = Math.floor(year / 10)
  const word = DECADES[decade]
  return [`${decade}0s`, `${String(decade).slice(-1)}0s`, ...(word === undefined ? [] : [word])]
}

/** A title as it is compared: two works of one name differ in their format. */
function nameOf(title: string, format: string | null | undefined): string {
  return `${title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()}|${(format ?? '').toLowerCase().replace('tv_short', 'tv')}`
}

function split(list: string | null | undefined): string[] {
  return unique((list ?? '').split(';').map((part) => part.trim()))
}

function unique(items: readonly string[]): string[] {
  return [...new Set(items)].filter((item) => item !== '' && item !== 'None')
}

function readNumber(value: string | null | undefined): number | undefined {
  const number = value ? Number(value) : Number.NaN
  return Number.isFinite(number) ? number : undefined
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null || value === '' || value === 'None' || (Array.isArray(value) && value.length === 0)
}

async function readRows<T>(file: string, schema: z.ZodType<T>): Promise<T[]> {
  const rows: T[] = []
  for await (const line of readLines(file)) rows.push(schema.parse(JSON.parse(line)))
  return rows
}
