import type { CornerDeg } from "../api/requests.ts";
import type { Panorama } from "../api/panorama.ts";
import { normalise } from "../geo/place.ts";

type Vector = readonly [x: number, y: number, z: number];
type Rotation = readonly [Vector, Vector, Vector];

/** How a camera stood: which way its picture's middle looks, and its lean. */
export type Pose = Pick<Panorama, "headingDeg" | "pitchDeg" | "rollDeg">;

const RADIAN = Math.PI / 180;

/** A direction of the picture's own frame, as heading from north and pitch from the horizon. */
export const worldFromPicture = (corner: CornerDeg, pose: Pose): CornerDeg => gaze(times(rotation(pose), vector(corner)));

/** A direction of the world, in the picture's own frame. */
export const pictureFromWorld = (corner: CornerDeg, pose: Pose): CornerDeg => gaze(times(transposed(rotation(pose)), vector(corner)));

/** Rows of the matrix that turns the picture as it is shown: roll first, then pitch, then heading (Euler YXZ). */
function rotation({ headingDeg, pitchDeg, rollDeg }: Pose): Rotation {
  const [sx, cx] = [Math.sin(-pitchDeg * RADIAN), Math.cos(pitchDeg * RADIAN)];
  const [sy, cy] = [Math.sin(-headingDeg * RADIAN), Math.cos(headingDeg * RADIAN)];
  const [sz, cz] = [Math.sin(rollDeg * RADIAN), Math.cos(rollDeg * RADIAN)];
  return [
    [cy * cz + sy * sx * sz, sy * sx * cz - cy * sz, sy * cx],
    [cx * sz, cx * cz, -sx],
    [cy * sx * sz - sy * cz, sy * sz + cy * sx * cz, cy * cx],
  ];
}

/** Axes of Photo Sphere Viewer: x to the left, y up, z ahead. */
function vector([headingDeg, pitchDeg]: CornerDeg): Vector {
  const [heading, pitch] = [headingDeg * RADIAN, pitchDeg * RADIAN];
  return [-Math.cos(pitch) * Math.sin(heading), Math.sin(pitch), Math.cos(pitch) * Math.cos(heading)];
}

function gaze([x, y, z]: Vector): CornerDeg {
  return [normalise(Math.atan2(-x, z) / RADIAN), Math.asin(Math.min(1, Math.max(-1, y))) / RADIAN];
}

const times = (matrix: Rotation, [x, y, z]: Vector): Vector =>
  matrix.map((row) => row[0] * x + row[1] * y + row[2] * z) as unknown as Vector;

const transposed = ([a, b, c]: Rotation): Rotation => [
  [a[0], b[0], c[0]],
  [a[1], b[1], c[1]],
  [a[2], b[2], c[2]],
];
