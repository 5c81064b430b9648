import { turn } from "../geo/place.ts";
import type { Gaze } from "./gaze.ts";

/** A point on the ground as seen from the camera: metres to the right of the gaze's heading, and ahead. */
type GroundPoint = readonly [rightM: number, aheadM: number];

/** A point of the screen, from its top left corner. */
type ScreenPoint = readonly [xPx: number, yPx: number];

/** The size of the stage on screen. */
export interface Size {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Height of the lens over the ground; only the look of the chevrons hangs on it. */
const CAMERA_HEIGHT_M = 2.3;
const NEAREST_M = 0.4;

/** Half of a chevron, from its tip backwards; the other half mirrors it. */
const ARM: readonly GroundPoint[] = [
  [0, 0.42],
  [0.78, -0.14],
  [0.7, -0.56],
  [0, -0.06],
];

const OUTLINE: readonly GroundPoint[] = [
  ...ARM,
  ...ARM.slice(1, -1)
    .toReversed()
    .map(([right, ahead]): GroundPoint => [-right, ahead]),
];

/**
 * The outline of a chevron that lies on the ground and points along `bearingDeg`, `distanceM` away, as SVG points.
 *
 * Pinhole projection with the vertical field of view of the gaze; null if part of it is behind the lens.
 */
export function chevron(bearingDeg: number, distanceM: number, gaze: Gaze, size: Size): string | null {
  const points: string[] = [];
  for (const [right, ahead] of OUTLINE) {
    const point = project([right, distanceM + ahead], bearingDeg, gaze, size);
    if (!point) return null;
    points.push(`${point[0].toFixed(1)},${point[1].toFixed(1)}`);
  }
  return points.join(" ");
}

function project([right, ahead]: GroundPoint, bearingDeg: number, gaze: Gaze, size: Size): ScreenPoint | null {
  const swing = radians(turn(gaze.headingDeg, bearingDeg));
  const pitch = radians(gaze.pitchDeg);
  const x = right * Math.cos(swing) + ahead * Math.sin(swing);
  const forward = ahead * Math.cos(swing) - right * Math.sin(swing);
  const depth = forward * Math.cos(pitch) - CAMERA_HEIGHT_M * Math.sin(pitch);
  if (depth < NEAREST_M) return null;
  const up = -CAMERA_HEIGHT_M * Math.cos(pitch) - forward * Math.sin(pitch);
  const focal = size.heightPx / 2 / Math.tan(radians(gaze.fovDeg) / 2);
  return [size.widthPx / 2 + (focal * x) / depth, size.heightPx / 2 - (focal * up) / depth];
}

const radians = (angleDeg: number): number => (angleDeg * Math.PI) / 180;
