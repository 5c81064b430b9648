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
const BAND_HALF_WIDTH_M = 0.18;

/** Right half of a chevron, from its tip backwards. */
const CHEVRON: readonly GroundPoint[] = [
  [0, 0.68],
  [0.8, -0.3],
  [0.8, -0.76],
  [0, 0.08],
];

/** The outline of a chevron that lies on the ground and points along `bearingDeg`, `distanceM` away, as SVG points. */
export function chevron(bearingDeg: number, distanceM: number, gaze: Gaze, size: Size): string | null {
  const right = CHEVRON.map(([aside, ahead]): GroundPoint => [aside, distanceM + ahead]);
  const left = right.slice(1, -1).toReversed().map(([aside, ahead]): GroundPoint => [-aside, ahead]);
  return outline([...right, ...left], bearingDeg, gaze, size);
}

/** The outline of a band on the ground along `bearingDeg`, from one distance to another, as SVG points. */
export function band(bearingDeg: number, [fromM, toM]: readonly [number, number], gaze: Gaze, size: Size): string | null {
  const corners: readonly GroundPoint[] = [
    [-BAND_HALF_WIDTH_M, fromM],
    [-BAND_HALF_WIDTH_M, toM],
    [BAND_HALF_WIDTH_M, toM],
    [BAND_HALF_WIDTH_M, fromM],
  ];
  return outline(corners, bearingDeg, gaze, size);
}

/** Pinhole projection with the vertical field of view of the gaze; null if part of the shape is behind the lens. */
function outline(shape: readonly GroundPoint[], bearingDeg: number, gaze: Gaze, size: Size): string | null {
  const points: string[] = [];
  for (const corner of shape) {
    const point = project(corner, bearingDeg, gaze, size);
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
