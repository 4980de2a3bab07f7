/** Escapes text for HTML. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`)
}

const STYLE = `:root{color-scheme:light dark;--line:light-dark(#d9dde3,#353b44);--soft:light-dark(#f5f6f8,#1c2128);--ink:light-dark(#1b2430,#e4e8ee);--quiet:light-dark(#5b6675,#98a3b3);--accent:light-dark(#0b6b53,#5ed0ae)}
body{font:16px/1.55 system-ui,sans-serif;max-width:60rem;margin:0 auto;padding:2rem 1rem 4rem;color:var(--ink);background:light-dark(#fff,#14181d)}
h1{font-size:1.7rem}h2{font-size:1.15rem;margin-top:2.2rem;border-top:1px solid var(--line);padding-top:1.2rem}
code,pre{font:.88em ui-monospace,monospace}pre{background:var(--soft);padding:.8rem;overflow:auto;border-radius:.4rem}
a{color:var(--accent)}.verb{font-weight:700;color:var(--accent)}.quiet{color:var(--quiet)}table{border-collapse:collapse;width:100%}td,th{text-align:left;vertical-align:top;padding:.35rem .6rem .35rem 0;border-bottom:1px solid var(--line)}summary{cursor:pointer}`

export function renderPage(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${escapeHtml(title)}</title><style>${STYLE}</style></head><body>${body}</body></html>`
}
