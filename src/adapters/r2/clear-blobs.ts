/** Deletes up to 1,000 blobs under a prefix; how many there were. */
export async function clearBlobs(bucket: R2Bucket, prefix: string): Promise<number> {
  const { objects } = await bucket.list({ prefix, limit: 1000 })
  if (objects.length > 0) await bucket.delete(objects.map(({ key }) => key))
  return objects.length
}
