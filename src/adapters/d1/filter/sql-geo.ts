import type { Bounds, GeoNode, GeoPoint, ResolvedField } from '../../../domain/catalog/filter/index.ts'
import { boundBox, boundRadius, listEdges, listTurns, measureHaversineLimit, toRadians } from '../../../domain/catalog/filter/index.ts'
import type { Payloads } from './payloads.ts'
import { writeNumber } from './sql-number.ts'

/** Whether the point in `lat` and `lng` (SQL columns) lies in the area; the latitude range comes first for the index. */
export function writeGeoMatch(lat: string, lng: string, node: GeoNode<ResolvedField>, payloads: Payloads): string {
  if (node.kind === 'geoBox') return writeBounds(lat, lng, boundBox(node.lat1.value, node.west.value, node.lat2.value, node.east.value))
  if (node.kind === 'geoRadius') {
    const center = { lat: node.lat.value, lng: node.lng.value }
    return `${writeBounds(lat, lng, boundRadius(center, node.metres.value))}${writeDistance(lat, lng, center, node.metres.value)}`
  }
  return writePolygon(
    lat,
    lng,
    node.points.map((point) => ({ lat: point.lat.value, lng: point.lng.value })),
    payloads,
  )
}

function writeBounds(lat: string, lng: string, bounds: Bounds): string {
  const ranges = bounds.lngs.map(([west, east]) => `${lng} BETWEEN ${writeNumber(west)} AND ${writeNumber(east)}`)
  return `${lat} BETWEEN ${writeNumber(bounds.south)} AND ${writeNumber(bounds.north)} AND (${ranges.join(' OR ')})`
}

function writeDistance(lat: string, lng: string, center: GeoPoint, metres: number): string {
  const limit = measureHaversineLimit(metres)
  if (limit > 1) return ''
  const half = (column: string, degrees: number): string => `pow(sin(radians(${column}-${writeNumber(degrees)})/2),2)`
  const cosine = writeNumber(Math.cos(toRadians(center.lat)))
  return ` AND ${half(lat, center.lat)}+${cosine}*cos(radians(${lat}))*${half(lng, center.lng)}<=${writeNumber(limit)}`
}

/** Counts the edges east of the point, as isInPolygon does. The columns are REAL, so no division is between integers. */
function writePolygon(lat: string, lng: string, points: readonly GeoPoint[], payloads: Payloads): string {
  const edges = payloads.bindArray(JSON.stringify(listEdges(points)))
  const part = (index: number): string => `json_extract(e.value,'$[${index}]')`
  const [lat1, lng1, lat2, lng2] = [part(0), part(1), part(2), part(3)]
  const crosses = `(${lat1}>${lat})<>(${lat2}>${lat})`
  const tests = listTurns(points).map(
    (turn) =>
      `(SELECT count(*) FROM ${edges} e WHERE ${crosses} AND ${lng}+${turn}<(${lng2}-${lng1})*(${lat}-${lat1})/(${lat2}-${lat1})+${lng1})%2=1`,
  )
  const lats = points.map((point) => point.lat)
  return `${lat} BETWEEN ${writeNumber(Math.min(...lats))} AND ${writeNumber(Math.max(...lats))} AND (${tests.join(' OR ')})`
}
