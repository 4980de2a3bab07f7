import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { z } from 'zod'
import { importResult } from '../../src/contracts/documents.ts'
import { synonymImportResult } from '../../src/contracts/synonyms.ts'
import { ApiError, type Server, request } from '../lib/api.ts'
import { writePrivately } from './local-settings.ts'

export const SAMPLE_COLLECTIONS = ['products', 'articles'] as const

/** Kept beside the data it speaks of, so that both go together. */
const loadedSamples = z.array(z.string())

/**
 * Loads each sample collection, its synonyms and abbreviations once in the life of the data in `state`: what was loaded may be
 * changed or deleted and stays so. A load that was interrupted is not remembered, so the next start finishes it; documents already there are unchanged.
 */
export async function loadSamples(server: Server, samples: string, state: string): Promise<string> {
  const record = join(state, 'samples.json')
  const loaded = await readRecord(record)
  const outcomes: string[] = []
  for (const name of SAMPLE_COLLECTIONS) {
    const files = describeFiles(samples, name)
    if (loaded.includes(name) || !existsSync(files.definition) || !existsSync(files.documents)) continue
    outcomes.push(await loadSample(server, name, files))
    loaded.push(name)
    await writePrivately(record, JSON.stringify(loaded))
  }
  return outcomes.length === 0 ? 'loaded before' : outcomes.join(', ')
}

type SampleFiles = { definition: string; documents: string; synonyms: string; abbreviations: string | undefined }

function describeFiles(samples: string, name: (typeof SAMPLE_COLLECTIONS)[number]): SampleFiles {
  return {
    definition: join(samples, `${name}.json`),
    documents: join(samples, `${name}.ndjson`),
    synonyms: join(samples, 'synonyms', `${name}.ndjson`),
    // what shops shorten: articles write it out
    abbreviations: name === 'products' ? join(samples, 'abbreviations', 'english.json') : undefined,
  }
}

/** The words come before the documents, so that no search of a loaded collection goes without them. */
async function loadSample(server: Server, name: string, files: SampleFiles): Promise<string> {
  const path = `/v1/collections/${name}`
  await request(server, 'PUT', path, { type: 'application/json', body: await readFile(files.definition) })
  if (files.abbreviations !== undefined && existsSync(files.abbreviations))
    await request(server, 'PUT', `${path}/abbreviations`, { type: 'application/json', body: await readFile(files.abbreviations) })
  if (existsSync(files.synonyms)) {
    const response = await request(server, 'POST', `${path}/synonyms/import`, { type: 'application/x-ndjson', body: await readFile(files.synonyms) })
    refuseFailure(synonymImportResult.parse(await response.json()).failed, files.synonyms)
  }
  const response = await request(server, 'POST', `${path}/import`, { type: 'application/x-ndjson', body: await readFile(files.documents) })
  const result = importResult.parse(await response.json())
  refuseFailure(result.failed, files.documents)
  return `${result.imported + result.unchanged} ${name}`
}

function refuseFailure([first]: readonly { line: number; code: string; message: string }[], file: string): void {
  if (first) throw new ApiError(422, first.code, `${basename(file)}, line ${first.line}: ${first.message}`)
}

async function readRecord(path: string): Promise<string[]> {
  try {
    return loadedSamples.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch {
    return []
  }
}
