import { bounded, type Gaze } from "../pano/gaze.ts";

/** What a link restores: a picture, and where to look in it. */
export interface Permalink {
  readonly pictureId: string | null;
  readonly gaze: Gaze | null;
}

/** Reads `?pic=ID#view=heading,pitch,fov` (degrees); what is missing or malformed is null. */
export function readPermalink(url: URL): Permalink {
  const view = new URLSearchParams(url.hash.slice(1)).get("view") ?? "";
  const numbers = view.split(",").map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
  const [headingDeg, pitchDeg, fovDeg] = numbers;
  const complete = numbers.length === 3 && numbers.every(Number.isFinite);
  return {
    pictureId: url.searchParams.get("pic") || null,
    gaze:
      complete && headingDeg !== undefined && pitchDeg !== undefined && fovDeg !== undefined
        ? bounded({ headingDeg, pitchDeg, fovDeg })
        : null,
  };
}

/** The same page at a picture and a gaze; other parameters of the address stay. */
export function writePermalink(url: URL, pictureId: string, gaze: Gaze): URL {
  const link = new URL(url);
  link.searchParams.set("pic", pictureId);
  const { headingDeg, pitchDeg, fovDeg } = bounded(gaze);
  link.hash = `view=${[headingDeg, pitchDeg, fovDeg].map((angle) => Number(angle.toFixed(1))).join(",")}`;
  return link;
}
