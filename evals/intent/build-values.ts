import type { ResolvedDefinition } from '../../src/contracts/collection.ts'
import type { JsonObject } from '../../src/contracts/documents.ts'
import { schemaOf, searchableTexts } from '../../src/domain/catalog/index.ts'
import { resolveDefinition } from '../../src/domain/catalog/resolve-definition.ts'
import { type FacetValues, createValuesPart, openValues } from '../../src/domain/search/understanding/intent/index.ts'
import type { LexiconDocument } from '../../src/domain/search/understanding/lexicon.ts'
import { type Language, analyse, stripMarkup } from '../../src/shared/text/index.ts'
import { describeCollection } from '../schemas.ts'
import { readCorpus } from '../sets.ts'

export type BuiltValues = {
  definition: ResolvedDefinition
  values: FacetValues
  documents: number
  bytes: number
  addMs: number
  slowestAddMs: number
  finishMs: number
  longestSliceMs: number
  slices: number
  openMs: number
}

/** The values part of a corpus declared as the evaluation declares it, with the processor time of building it in ms (without analysing texts). */
export async function buildValues(folder: string): Promise<BuiltValues> {
  const bodies: JsonObject[] = []
  for await (const line of readCorpus(folder)) bodies.push(JSON.parse(line) as JsonObject)
  const definition = resolveDefinition(describeCollection(bodies, { semantic: false }))
  const part = createValuesPart(definition)
  let addMs = 0
  let slowestAddMs = 0
  for (const [key, body] of bodies.entries()) {
    const document = readDocument(definition, key, body)
    const started = process.threadCpuUsage()
    part.add(document)
    const took = measureCpu(started)
    addMs += took
    slowestAddMs = Math.max(slowestAddMs, took)
  }
  const slices: number[] = []
  const finishing = part.finish()
  let bytes: Uint8Array | undefined
  while (bytes === undefined) {
    const started = process.threadCpuUsage()
    const step = finishing.next()
    slices.push(measureCpu(started))
    if (step.done === true) bytes = step.value
  }
  const opening = performance.now()
  const values = openValues(bytes)
  const openMs = performance.now() - opening
  if (values === null) throw new Error('The values part can not be read back.')
  const finishMs = slices.reduce((sum, slice) => sum + slice, 0)
  return {
    definition,
    values,
    documents: bodies.length,
    bytes: bytes.length,
    addMs,
    slowestAddMs,
    finishMs,
    longestSliceMs: Math.max(...slices),
    slices: slices.length,
    openMs,
  }
}

function readDocument(definition: ResolvedDefinition, key: number, body: JsonObject): LexiconDocument {
  const language = definition.language as Language
  const texts = searchableTexts(schemaOf(definition), body).map(({ field, weight, text }) => {
    const plain = stripMarkup(text)
    return { field, weight, text: plain, tokens: analyse(plain, language) }
  })
  return { key, id: String(body['id']), body, texts }
}

function measureCpu(started: NodeJS.CpuUsage): number {
  const { user, system } = process.threadCpuUsage(started)
  return (user + system) / 1000
}
