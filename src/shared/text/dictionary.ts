// The dictionary search of a very long run is cut: words are a few characters, so one cut in 1,024 costs at most one word.
const MAX_RUN = 1024

const words = new Intl.Segmenter('und', { granularity: 'word' })

// Half-width kana and other compatibility forms are not in the dictionary, so the composed form is cut and its offsets led back.
function composeRun(run: string): { composed: string; offsets: number[] } {
  const offsets: number[] = []
  let composed = ''
  for (const match of run.matchAll(/\P{M}[\p{M}\uff9e\uff9f]*|\p{M}+/gsu)) {
    const piece = match[0].normalize('NFKC').replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    for (let i = 0; i < piece.length; i += 1) offsets.push(match.index)
    composed += piece
  }
  offsets.push(run.length)
  return { composed, offsets }
}

function* segmentPiece(run: string): Generator<[number, number]> {
  const { composed, offsets } = composeRun(run)
  let start = 0
  let position = 0
  for (const { segment } of words.segment(composed)) {
    position += segment.length
    const end = offsets[position] ?? run.length
    // A boundary inside what one character stands for ("ヿ" is two kana) leads back to where that character starts.
    if (end > start) yield [start, end]
    start = end
  }
}

/** Words of a run in a script without spaces (Chinese, Japanese, Thai, Lao, Khmer, Burmese): [start, end) offsets into the run, in order. */
export function* segmentDictionaryRun(run: string): Generator<[number, number]> {
  for (let from = 0; from < run.length;) {
    let until = Math.min(from + MAX_RUN, run.length)
    const low = run.charCodeAt(until)
    if (low >= 0xdc00 && low <= 0xdfff) until -= 1
    for (const [start, end] of segmentPiece(run.slice(from, until))) yield [from + start, from + end]
    from = until
  }
}
