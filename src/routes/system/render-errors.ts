import { escapeHtml, renderPage } from './render-page.ts'

/** Every error code with its status and what to do about it; problem documents link here by anchor. */
export function renderErrors(errors: Readonly<Record<string, { status: number; title: string; help: string }>>): string {
  const rows = Object.entries(errors)
    .map(
      ([code, { status, title, help }]) =>
        `<tr id="${escapeHtml(code)}"><td><code>${escapeHtml(code)}</code></td><td>${status}</td><td>${escapeHtml(title)}.<br><span class="quiet">${escapeHtml(help)}</span></td></tr>`,
    )
    .join('')
  return renderPage(
    'Meridian errors',
    `<h1>Errors</h1><p>Every error is a problem document (RFC 9457). Its <code>code</code> is one of these. <a href="/docs">Reference</a></p><table><tr><th>Code</th><th>Status</th><th>Meaning and remedy</th></tr>${rows}</table>`,
  )
}
