/** A body in chunks, without a length; each chunk is made when it is asked for. */
export function streamOf(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): ReadableStream<Uint8Array> {
  const source = Symbol.asyncIterator in chunks ? chunks[Symbol.asyncIterator]() : chunks[Symbol.iterator]()
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = await source.next()
        if (next.done) controller.close()
        else controller.enqueue(next.value)
      },
    },
    { highWaterMark: 0 },
  )
}

export function* repeat(text: string, times: number): Generator<Uint8Array> {
  const chunk = new TextEncoder().encode(text)
  for (let at = 0; at < times; at++) yield chunk
}
