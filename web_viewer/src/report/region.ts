import type { CornerDeg } from "../api/requests.ts";
import { turn } from "../geo/place.ts";
import { type Lens, middleOf, outlineOf, type Point } from "../review/lens.ts";
import { type Pose, pictureFromWorld, worldFromPicture } from "./pose.ts";

/** The sides of a region may be so long: what the server takes. */
export const WIDEST_DEG = 60;
const NARROWEST_DEG = 0.2;
const RADIAN = Math.PI / 180;

/** A lens that speaks of the picture's own frame, through one that speaks of the world. */
export function inPicture(lens: Lens, pose: Pose): Lens {
  return {
    project: (corner) => lens.project(worldFromPicture(corner, pose)),
    unproject: (point) => pictureFromWorld(lens.unproject(point), pose),
  };
}

/** A square region around a point of the screen, for those who do not draw. */
export const around = (lens: Lens, [x, y]: Point, halfPx: number): CornerDeg[] => outlineOf(lens, [x - halfPx, y - halfPx], [x + halfPx, y + halfPx]);

/** The same region, shifted. */
export function shifted(corners: readonly CornerDeg[], rightDeg: number, upDeg: number): CornerDeg[] {
  const pitches = corners.map(([, pitch]) => pitch);
  const up = Math.min(90 - Math.max(...pitches), Math.max(-90 - Math.min(...pitches), upDeg));
  return corners.map(([heading, pitch]) => [turn(0, heading + rightDeg), pitch + up]);
}

/** The same region, larger or smaller about its middle, within what the server takes. */
export function scaled(corners: readonly CornerDeg[], factor: number): CornerDeg[] {
  const { headingDeg, pitchDeg } = middleOf(corners);
  const grown = corners.map(([heading, pitch]): CornerDeg => [
    turn(0, headingDeg + turn(headingDeg, heading) * factor),
    Math.min(90, Math.max(-90, pitchDeg + (pitch - pitchDeg) * factor)),
  ]);
  return isTooLarge(grown) || isTooSmall(grown) ? [...corners] : grown;
}

/** How wide and how high a region looks, in degrees. */
export function sizeOf([a, b, c, d]: readonly CornerDeg[]): { wideDeg: number; highDeg: number } {
  if (!a || !b || !c || !d) return { wideDeg: 0, highDeg: 0 };
  return { wideDeg: Math.max(apart(a, b), apart(d, c)), highDeg: Math.max(apart(a, d), apart(b, c)) };
}

export const isTooLarge = (corners: readonly CornerDeg[]): boolean => Math.max(...Object.values(sizeOf(corners))) > WIDEST_DEG;
export const isTooSmall = (corners: readonly CornerDeg[]): boolean => Math.min(...Object.values(sizeOf(corners))) < NARROWEST_DEG;

/** Angle between two directions (haversine). */
function apart([headingA, pitchA]: CornerDeg, [headingB, pitchB]: CornerDeg): number {
  const [h, p] = [((headingB - headingA) * RADIAN) / 2, ((pitchB - pitchA) * RADIAN) / 2];
  const half = Math.sin(p) ** 2 + Math.cos(pitchA * RADIAN) * Math.cos(pitchB * RADIAN) * Math.sin(h) ** 2;
  return (2 * Math.asin(Math.min(1, Math.sqrt(half)))) / RADIAN;
}
