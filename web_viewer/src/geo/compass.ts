import { normalise } from "./place.ts";

/** The eight winds, clockwise from north. */
export const WINDS = ["n", "ne", "e", "se", "s", "sw", "w", "nw"] as const;

export type Wind = (typeof WINDS)[number];

/** The wind nearest to a heading in degrees clockwise from north. */
export function wind(headingDeg: number): Wind {
  return WINDS[Math.round(normalise(headingDeg) / 45) % WINDS.length] ?? "n";
}
