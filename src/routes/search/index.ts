import type { App } from '../app-types.ts'
import { mountExplain } from './explain.ts'
import { mountFacetSearch } from './facet-search.ts'
import { mountMultiSearch } from './multi-search.ts'
import { mountSuggest } from './suggest.ts'
import { mountSearchOne } from './search-one.ts'
import { mountSimilar } from './similar.ts'

export function mountSearch(app: App): void {
  mountSearchOne(app)
  mountFacetSearch(app)
  mountMultiSearch(app)
  mountSimilar(app)
  mountExplain(app)
  mountSuggest(app)
}
