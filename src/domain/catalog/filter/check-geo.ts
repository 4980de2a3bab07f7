import type { GeoNode, NumberLiteral } from './ast.ts'
import { failFilter } from './filter-error.ts'

/** Longitudes of a polygon may run past the antimeridian (170 … 190), as maps that scroll round the world send them. */
const MAX_POLYGON_LNG = 360

/** Checks the ranges of a geo function's numbers. Fails with filter.type at the number. */
export function checkGeo(node: GeoNode): void {
  if (node.kind === 'geoRadius') {
    checkRange(node.lat, 90, 'Latitude')
    checkRange(node.lng, 180, 'Longitude')
    if (node.metres.value < 0) failFilter('filter.type', 'The radius is negative', node.metres, 'Give it in metres')
  } else if (node.kind === 'geoBox') {
    for (const lat of [node.lat1, node.lat2]) checkRange(lat, 90, 'Latitude')
    for (const lng of [node.west, node.east]) checkRange(lng, 180, 'Longitude')
  } else {
    for (const { lat, lng } of node.points) {
      checkRange(lat, 90, 'Latitude')
      checkRange(lng, MAX_POLYGON_LNG, 'Longitude')
    }
  }
}

function checkRange(literal: NumberLiteral, limit: number, what: string): void {
  if (Math.abs(literal.value) > limit)
    failFilter('filter.type', `${what} lies outside -${limit} to ${limit}`, literal, 'Latitude comes first, then longitude')
}
