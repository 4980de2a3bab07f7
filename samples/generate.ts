// Writes products.ndjson, articles.ndjson and images/ from source/. Run: node_modules/.bin/node samples/generate.ts (Node 24).
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildSamples } from './generator/build-samples.ts'

const folder = import.meta.dirname
const files = buildSamples(folder)
mkdirSync(join(folder, 'images'), { recursive: true })
for (const name of readdirSync(join(folder, 'images'))) {
  if (!files.has(`images/${name}`)) rmSync(join(folder, 'images', name))
}
let bytes = 0
for (const [path, content] of files) {
  writeFileSync(join(folder, path), content)
  bytes += Buffer.byteLength(content)
}
console.log(`${files.size} files, ${Math.round(bytes / 1024)} KB`)
