import { ApiError, getJson } from "./client.ts";
import { fields, list } from "./json.ts";
import { type Panorama, parsePanorama } from "./panorama.ts";

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
  const found = await search("/api/search?limit=2", signal);
  return found.find(({ next }) => next !== null) ?? found[0] ?? null;
}

/** The pictures that a search of the API finds. Throws ApiError. */
export async function search(path: string, signal?: AbortSignal): Promise<Panorama[]> {
  const answer = fields(await getJson(path, signal));
  return list(answer.features).flatMap((feature) => parsePanorama(feature) ?? []);
}
