import type { Neighbour, Panorama } from "../api/panorama.ts";
import { bearing, distance, turn } from "../geo/place.ts";

/** A picture one can go to, with its direction and distance. */
export interface Way {
  readonly to: Neighbour;
  readonly bearingDeg: number;
  readonly distanceM: number;
}

/** The pictures ahead and behind, as the reader faces. */
export interface Steps {
  readonly ahead: Way | null;
  readonly behind: Way | null;
}

const FARTHEST_SAME_PLACE_M = 9;
const APART_DEG = 30;
const DAY_MS = 86_400_000;

/** Which neighbour lies ahead and which behind, for somebody who looks along `headingDeg`. */
export function steps(panorama: Panorama, headingDeg: number): Steps {
  const next = panorama.next && way(panorama, panorama.next);
  const previous = panorama.previous && way(panorama, panorama.previous);
  const along = next?.bearingDeg ?? (previous ? previous.bearingDeg + 180 : headingDeg);
  const facesNext = Math.abs(turn(headingDeg, along)) <= 95;
  return facesNext ? { ahead: next, behind: previous } : { ahead: previous, behind: next };
}

/** One way into each other street that passes here, nearest first. */
export function sideStreets(panorama: Panorama): Way[] {
  const own = [panorama.next, panorama.previous].flatMap((neighbour) => (neighbour ? [way(panorama, neighbour)] : []));
  const kept: Way[] = [];
  for (const candidate of byDistance(panorama)) {
    const directions = [...own, ...kept].map(({ bearingDeg }) => Math.abs(turn(bearingDeg, candidate.bearingDeg)));
    const known = kept.some(({ to }) => to.street !== null && to.street === candidate.to.street);
    if (isElsewhere(panorama, candidate) && !known && directions.every((apart) => apart > APART_DEG)) {
      kept.push(candidate);
    }
  }
  return kept;
}

/** The nearest picture of each other day at this very place, latest first. */
export function otherDates(panorama: Panorama): Neighbour[] {
  const days = new Map<number, Neighbour>();
  const today = day(panorama.takenAt);
  for (const { to, distanceM } of byDistance(panorama)) {
    const then = day(to.takenAt);
    if (then === null || then === today || days.has(then)) continue;
    if (distanceM <= FARTHEST_SAME_PLACE_M && sameStreet(panorama, to)) days.set(then, to);
  }
  return [...days].toSorted(([a], [b]) => b - a).map(([, neighbour]) => neighbour);
}

function isElsewhere(panorama: Panorama, { to, distanceM }: Way): boolean {
  const named = to.street !== null && panorama.street !== null;
  if (named) return to.street !== panorama.street;
  return day(to.takenAt) === day(panorama.takenAt) && distanceM > 2;
}

function sameStreet(panorama: Panorama, to: Neighbour): boolean {
  return to.street === null || panorama.street === null || to.street === panorama.street;
}

function byDistance(panorama: Panorama): Way[] {
  return panorama.related.map((neighbour) => way(panorama, neighbour)).toSorted((a, b) => a.distanceM - b.distanceM);
}

function way(from: Panorama, to: Neighbour): Way {
  return { to, bearingDeg: bearing(from.place, to.place), distanceM: distance(from.place, to.place) };
}

const day = (date: Date | null): number | null => (date ? Math.floor(date.getTime() / DAY_MS) : null);
