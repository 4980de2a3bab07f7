import { Component, type ReactNode } from 'react'

/** The last resort: a fault while drawing shows a way on instead of an empty page. */
export class Crash extends Component<{ children: ReactNode }, { crashed: boolean }> {
  override state = { crashed: false }
  static getDerivedStateFromError(): { crashed: boolean } {
    return { crashed: true }
  }
  override render(): ReactNode {
    if (!this.state.crashed) return this.props.children
    return (
      <main className="solo">
        <div className="notice failure" role="alert">
          <h1>This page could not be drawn</h1>
          <p>The results are fine; the page met something it does not know how to show.</p>
          <p className="notice-actions">
            <a className="button primary" href="/">
              Start again
            </a>
          </p>
        </div>
      </main>
    )
  }
}
