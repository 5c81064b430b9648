import { around, type Box, nearest, type Place } from "../geo/place.ts";
import type { Panorama } from "./panorama.ts";
import { search } from "./pictures.ts";

/** How far the search for a picture near an address widens, in metres. */
const RADII_M = [40, 250, 1200, 5000] as const;

/** The picture nearest to a place, within 5 km, with its distance. */
export async function pictureNear(
  place: Place,
  signal?: AbortSignal,
): Promise<{ found: Panorama; distanceM: number } | null> {
  for (const radiusM of RADII_M) {
    const best = nearest(place, await picturesIn(around(place, radiusM), signal));
    if (best) return best;
  }
  return null;
}

/** Up to a hundred pictures of a box. */
function picturesIn(box: Box, signal?: AbortSignal): Promise<Panorama[]> {
  const bbox = box.map((degrees) => degrees.toFixed(6)).join(",");
  return search(`/api/search?bbox=${bbox}&limit=100`, signal);
}
