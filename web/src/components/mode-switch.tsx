import type { SearchMode } from '../../../src/contracts/search.ts'
import { MODE_WORDS } from '../text/words.ts'

const MODES: readonly SearchMode[] = ['hybrid', 'keyword', 'semantic']

export function ModeSwitch({ mode, onChange }: { mode: SearchMode; onChange: (mode: SearchMode) => void }) {
  return (
    <fieldset className="modes">
      <legend className="sr">How to match</legend>
      {MODES.map((item) => (
        <label key={item} title={MODE_WORDS[item].hint}>
          <input type="radio" name="mode" value={item} checked={item === mode} onChange={() => onChange(item)} />
          <span>{MODE_WORDS[item].label}</span>
        </label>
      ))}
    </fieldset>
  )
}
