import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { Crash } from './components/crash.tsx'
import './styles/tokens.css'
import './styles/layout.css'
import './styles/controls.css'
import './styles/facets.css'
import './styles/results.css'
import './styles/hits.css'
import './styles/trace.css'
import './styles/states.css'
import './styles/understanding.css'

const root = document.getElementById('root')
if (root !== null)
  createRoot(root).render(
    <Crash>
      <App />
    </Crash>,
  )
