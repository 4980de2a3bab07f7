const COLOURS = new RegExp(String.raw`${String.fromCharCode(27)}\[[0-9;]*m`, 'g')

/** Text without terminal colours: some tools write them into files as well. */
export function stripColours(text: string): string {
  return text.replaceAll(COLOURS, '')
}
