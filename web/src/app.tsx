import { useBoot } from './api/use-boot.ts'
import { KeyForm } from './components/key-form.tsx'
import { Masthead } from './components/masthead.tsx'
import { SearchPage } from './components/search-page.tsx'
import { FailureNotice, HitSkeleton } from './components/states.tsx'

/** Decides what there is to show before a search can be made: nothing yet, a key to ask for, a failure, or the page itself. */
export function App() {
  const { boot, useKey, retry, refuseKey } = useBoot()
  if (boot.phase === 'ready') return <SearchPage apiKey={boot.key} collections={boot.collections} version={boot.version} onRefused={refuseKey} />
  return (
    <>
      <Masthead collections={[]} current={null} />
      <main className="solo" id="results">
        {boot.phase !== 'key' && <h1 className="sr">Search</h1>}
        {boot.phase === 'key' && <KeyForm refused={boot.refused} onKey={useKey} />}
        {boot.phase === 'failed' && <FailureNotice failure={boot.failure} onRetry={retry} />}
        {boot.phase === 'loading' && <HitSkeleton layout="grid" />}
      </main>
    </>
  )
}
