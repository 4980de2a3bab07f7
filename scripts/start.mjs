// Runs under whatever Node is installed (18 or later), before anything of this project is: plain JavaScript, built-ins only.
const major = Number(process.versions.node.split('.')[0])
if (major < 18) {
  console.error(
    'Meridian needs Node 18 or later to begin with; this is ' + process.version + '. Get one from https://nodejs.org and run npm start again.',
  )
  process.exit(1)
}
// loaded late, so that an older Node reaches the sentence above
import('./start/bootstrap.mjs').then(function (bootstrap) {
  return bootstrap.start()
})
