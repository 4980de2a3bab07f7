/** Mean radius of the earth in metres (IUGG). */
const EARTH_RADIUS = 6_371_008.8
/** Widens a radius's box, so that rounding never cuts what the exact test accepts (1e-7 degrees is about 1 cm). */
const BOX_MARGIN = 1e-7

export type GeoPoint = { readonly lat: number; readonly lng: number }
/** Longitudes of one or two stretches, each from west to east inside -180 to 180. */
export type Bounds = { readonly south: number; readonly north: number; readonly lngs: readonly (readonly [number, number])[] }
/** One edge that is not horizontal, as [lat1, lng1, lat2, lng2]. */
export type Edge = readonly [number, number, number, number]

export function toRadians(degrees: number): number {
  return degrees * (Math.PI / 180)
}

/** The haversine of the angle that `metres` span on the sphere; 1 or more covers the whole earth. */
export function measureHaversineLimit(metres: number): number {
  const angle = metres / EARTH_RADIUS
  return angle >= Math.PI ? 2 : Math.sin(angle / 2) ** 2
}

/** Haversine of the angle between two points (R. W. Sinnott, Sky & Telescope 68, 1984). */
export function measureHaversine(a: GeoPoint, b: GeoPoint): number {
  const lat = Math.sin(toRadians(b.lat - a.lat) / 2)
  const lng = Math.sin(toRadians(b.lng - a.lng) / 2)
  return lat * lat + Math.cos(toRadians(a.lat)) * Math.cos(toRadians(b.lat)) * (lng * lng)
}

/** A box from `west` eastwards to `east`; both ends of the antimeridian are one line. */
export function boundBox(lat1: number, west: number, lat2: number, east: number): Bounds {
  const lngs: (readonly [number, number])[] =
    west <= east
      ? [[west, east]]
      : [
          [west, 180],
          [-180, east],
        ]
  if (west <= east && east === 180 && west > -180) lngs.push([-180, -180])
  if (west <= east && west === -180 && east < 180) lngs.push([180, 180])
  return { south: Math.min(lat1, lat2), north: Math.max(lat1, lat2), lngs }
}

/** The smallest box around a circle on the sphere, a centimetre wider. */
export function boundRadius(center: GeoPoint, metres: number): Bounds {
  const angle = metres / EARTH_RADIUS
  const reach = (angle * 180) / Math.PI + BOX_MARGIN
  const [south, north] = [center.lat - reach, center.lat + reach]
  const world = { south: Math.max(south, -90), north: Math.min(north, 90), lngs: [[-180, 180]] as const }
  if (south <= -90 || north >= 90) return world
  const ratio = Math.sin(angle) / Math.cos(toRadians(center.lat))
  // A circle that reaches no pole has a ratio below 1; at the edge of that, rounding may say otherwise.
  if (!(ratio < 1)) return world
  const spread = (Math.asin(ratio) * 180) / Math.PI + BOX_MARGIN / Math.cos(toRadians(center.lat))
  const [west, east] = [center.lng - spread, center.lng + spread]
  return boundBox(south, west < -180 ? west + 360 : west, north, east > 180 ? east - 360 : east)
}

export function isInBounds(point: GeoPoint, bounds: Bounds): boolean {
  return point.lat >= bounds.south && point.lat <= bounds.north && bounds.lngs.some(([west, east]) => point.lng >= west && point.lng <= east)
}

export function listEdges(points: readonly GeoPoint[]): Edge[] {
  return points.flatMap((point, index): Edge[] => {
    const next = points[(index + 1) % points.length]
    return next === undefined || next.lat === point.lat ? [] : [[point.lat, point.lng, next.lat, next.lng]]
  })
}

/** Turns of the globe at which a point can meet the polygon: its longitudes may run past the antimeridian. */
export function listTurns(points: readonly GeoPoint[]): number[] {
  const lngs = points.map((point) => point.lng)
  return [0, ...(Math.max(...lngs) > 180 ? [360] : []), ...(Math.min(...lngs) < -180 ? [-360] : [])]
}

/** Even-odd ray casting; edges are straight in latitude and longitude (M. Shimrat, CACM 5(8), 1962). */
export function isInPolygon(point: GeoPoint, edges: readonly Edge[], turn: number): boolean {
  const lng = point.lng + turn
  let inside = false
  for (const [lat1, lng1, lat2, lng2] of edges) {
    if (lat1 > point.lat !== lat2 > point.lat && lng < ((lng2 - lng1) * (point.lat - lat1)) / (lat2 - lat1) + lng1) inside = !inside
  }
  return inside
}
