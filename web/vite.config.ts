import { cp } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const web = import.meta.dirname
const out = join(web, '../dist/web')

/** The sample documents name their pictures as /samples/images/x.svg; only built pages carry them. */
function copySampleImages(): Plugin {
  return {
    name: 'copy-sample-images',
    apply: 'build',
    async closeBundle() {
      const images = join(web, '../samples/images')
      if (existsSync(images)) await cp(images, join(out, 'samples/images'), { recursive: true })
    },
  }
}

export default defineConfig(({ command }) => {
  // Vite keeps an inherited NODE_ENV: under a test runner ("test") it would build the slow development React into the page.
  if (command === 'build') process.env['NODE_ENV'] = 'production'
  return {
    root: web,
    plugins: [react(), copySampleImages()],
    build: { outDir: out, emptyOutDir: true, target: 'es2022', reportCompressedSize: true },
    server: { proxy: { '/v1': 'http://127.0.0.1:8787', '/page.json': 'http://127.0.0.1:8787', '/docs': 'http://127.0.0.1:8787' } },
  }
})
