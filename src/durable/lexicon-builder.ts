import { type LexiconMemory, type LexiconRun, advanceLexicon, clearLexicon, emptyLexiconMemory } from '../domain/search/index.ts'
import { SlicedRun } from './sliced-run.ts'

/** One object a collection: gathers the words, values and titles of its documents for spelling, intent and suggestions. */
export class LexiconBuilder extends SlicedRun<LexiconRun> {
  private memory: LexiconMemory = emptyLexiconMemory()

  async start(collection: number, version: number): Promise<void> {
    await this.begin({ collection, version, phase: 'gather', after: 0 })
  }

  protected async advance(run: LexiconRun): Promise<LexiconRun> {
    const { catalog, lexicon } = this.services
    const collection = await catalog.collections.findById(run.collection)
    if (collection) return advanceLexicon(lexicon, collection, run, this.memory)
    // it was deleted under this run: what the run wrote after the deletion looked is taken back here
    await clearLexicon(lexicon, run.collection, run.version)
    return { ...run, phase: 'done' }
  }

  protected forgetMemory(): void {
    this.memory = emptyLexiconMemory()
  }
}
