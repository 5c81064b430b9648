/** A point on the ground, WGS 84. */
export interface Place {
  readonly longitudeDeg: number;
  readonly latitudeDeg: number;
}

/** West, south, east, north, in degrees. */
export type Box = readonly [west: number, south: number, east: number, north: number];

const METRES_PER_DEGREE = 111_195;

const radians = (angleDeg: number): number => (angleDeg * Math.PI) / 180;

/** East and north of `to` as seen from `from`, in metres. Equirectangular approximation: under 0.1 % of error within a town. */
export function offset(from: Place, to: Place): { eastM: number; northM: number } {
  const middle = radians((from.latitudeDeg + to.latitudeDeg) / 2);
  return {
    eastM: (to.longitudeDeg - from.longitudeDeg) * METRES_PER_DEGREE * Math.cos(middle),
    northM: (to.latitudeDeg - from.latitudeDeg) * METRES_PER_DEGREE,
  };
}

/** Distance on the ground, in metres. */
export function distance(from: Place, to: Place): number {
  const { eastM, northM } = offset(from, to);
  return Math.hypot(eastM, northM);
}

/** Direction from one place to another, in degrees clockwise from north. */
export function bearing(from: Place, to: Place): number {
  const { eastM, northM } = offset(from, to);
  return normalise((Math.atan2(eastM, northM) * 180) / Math.PI);
}

/** The same direction, in [0, 360). */
export function normalise(angleDeg: number): number {
  const turned = angleDeg % 360;
  return turned < 0 ? turned + 360 : turned + 0;
}

/** The shortest turn from one direction to another, in (-180, 180]; positive is clockwise. */
export function turn(fromDeg: number, toDeg: number): number {
  const difference = normalise(toDeg - fromDeg);
  return difference > 180 ? difference - 360 : difference;
}

/** The box that holds every point within `radiusM` of a place. */
export function around(place: Place, radiusM: number): Box {
  const north = radiusM / METRES_PER_DEGREE;
  const east = north / Math.cos(radians(place.latitudeDeg));
  return [
    place.longitudeDeg - east,
    place.latitudeDeg - north,
    place.longitudeDeg + east,
    place.latitudeDeg + north,
  ];
}

/** The one of `candidates` that lies nearest to a place, with its distance in metres. */
export function nearest<T extends { readonly place: Place }>(
  place: Place,
  candidates: readonly T[],
): { found: T; distanceM: number } | null {
  let best: { found: T; distanceM: number } | null = null;
  for (const found of candidates) {
    const distanceM = distance(place, found.place);
    if (!best || distanceM < best.distanceM) best = { found, distanceM };
  }
  return best;
}
