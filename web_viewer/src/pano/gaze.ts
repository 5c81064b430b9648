import { normalise } from "../geo/place.ts";

/** Where one looks, and how wide: heading clockwise from north, pitch above the horizon, vertical field of view. */
export interface Gaze {
  readonly headingDeg: number;
  readonly pitchDeg: number;
  readonly fovDeg: number;
}

export const WIDEST_FOV_DEG = 95;
export const NARROWEST_FOV_DEG = 15;
export const USUAL_FOV_DEG = 62;

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

/** The same gaze, within what a picture can show. */
export function bounded(gaze: Gaze): Gaze {
  return {
    headingDeg: normalise(gaze.headingDeg),
    pitchDeg: clamp(gaze.pitchDeg, -90, 90),
    fovDeg: clamp(gaze.fovDeg, NARROWEST_FOV_DEG, WIDEST_FOV_DEG),
  };
}
