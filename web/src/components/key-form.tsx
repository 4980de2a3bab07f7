import { useState } from 'react'

/** Asked only when the site names no search key, or the key was refused. The key stays in this tab. */
export function KeyForm({ refused, onKey }: { refused: boolean; onKey: (key: string) => void }) {
  const [key, setKey] = useState('')
  return (
    <form
      className="notice key-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (key.trim() !== '') onKey(key.trim())
      }}
    >
      <h1>A search key is needed</h1>
      <p>
        {refused ? 'The key was not accepted. Paste another one.' : 'This site does not publish a search key.'} On a laptop, npm start prints one.
      </p>
      <label htmlFor="key">Search key</label>
      <div className="key-row">
        <input id="key" type="password" value={key} autoComplete="off" aria-invalid={refused} onChange={(event) => setKey(event.target.value)} />
        <button type="submit" className="button primary">
          Continue
        </button>
      </div>
      <p className="quiet">It is kept in this browser tab only and is gone when the tab is closed.</p>
    </form>
  )
}
