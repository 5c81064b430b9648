import { around, type Box, nearest, type Place } from "../geo/place.ts";
import { ApiError, getJson } from "./client.ts";
import { fields, list } from "./json.ts";
import { type Panorama, parsePanorama } from "./panorama.ts";

/** How far the search for a picture near an address widens, in metres. */
const RADII_M = [40, 250, 1200, 5000] as const;

/** The picture of that id. Throws ApiError, with status 404 if it is not there for this reader. */
export async function pictureById(id: string, signal?: AbortSignal): Promise<Panorama> {
  const [found] = await picturesById([id], signal);
  if (!found) throw new ApiError(id, 404);
  return found;
}

/** Pictures by their ids; those that this reader may not see are missing. */
export function picturesById(ids: readonly string[], signal?: AbortSignal): Promise<Panorama[]> {
  return search(`/api/search?ids=${ids.map(encodeURIComponent).join(",")}&limit=${ids.length}`, signal);
}

/** A picture of the town to begin with, one that has a way on if possible; null if none is published. */
export async function firstPicture(signal?: AbortSignal): Promise<Panorama | null> {
  const found = await search("/api/search?limit=5", signal);
  return found.find(({ next }) => next !== null) ?? found[0] ?? null;
}

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
export function picturesIn(box: Box, signal?: AbortSignal): Promise<Panorama[]> {
  const bbox = box.map((degrees) => degrees.toFixed(6)).join(",");
  return search(`/api/search?bbox=${bbox}&limit=100`, signal);
}

async function search(path: string, signal?: AbortSignal): Promise<Panorama[]> {
  const answer = fields(await getJson(path, signal));
  return list(answer.features).flatMap((feature) => parsePanorama(feature) ?? []);
}
