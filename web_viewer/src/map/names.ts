import type { Street } from "../api/streets.ts";
import type { Place } from "../geo/place.ts";
import type { Size } from "../pano/ground.ts";

/** A point of the plan on screen, from its top left corner, in pixels. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A street's name on the plan: beside a place of the street, along it. */
export interface Label {
  readonly name: string;
  readonly at: Place;
  /** 0 reads to the east, positive turns clockwise; never upside down. */
  readonly slopeDeg: number;
  /** Which side of the street it stands on, as it reads. */
  readonly side: "above" | "below";
}

/** From the middle of the street to the middle of its name. */
const ASIDE_PX = 17;
const LETTER_PX = 7.2;
const SPACING_PX = 8;
const ROOM_PX = 16;
const LEAST_PICTURES = 3;

/**
 * One name for each street in view, where it lies over no other name, and if possible over no street.
 *
 * The streets with most pictures come first; each is named near its middle if there is room.
 */
export function layOut(streets: readonly Street[], project: (place: Place) => Point, size: Size): Label[] {
  const seen = streets
    .filter(({ name, count, places }) => name !== "" && count >= LEAST_PICTURES && places.some(({ place }) => within(project(place), size)))
    .toSorted((a, b) => b.count - a.count);
  const lines = seen.flatMap(({ places }) => dots(places.map(({ place }) => project(place))));
  const taken: Point[] = [];
  return seen.flatMap((street) => {
    const fitting = candidates(street)
      .map((label) => ({ label, spots: spots(label, project(label.at)) }))
      .filter(({ spots }) => spots.every((spot) => within(spot, size)) && touching(spots, taken) === 0)
      .toSorted((a, b) => touching(a.spots, lines) - touching(b.spots, lines))[0];
    if (!fitting) return [];
    taken.push(...fitting.spots);
    return [fitting.label];
  });
}

/** Where a street's name may stand, from its middle outwards. */
function candidates({ name, places }: Street): Label[] {
  const middle = (places.length - 1) / 2;
  return places
    .map(({ place, headingDeg }, rank) => ({ at: place, headingDeg, off: Math.abs(rank - middle) }))
    .toSorted((a, b) => a.off - b.off)
    .flatMap(({ at, headingDeg }) => {
      const slopeDeg = readable((headingDeg ?? 90) - 90);
      return (["above", "below"] as const).map((side) => ({ name, at, slopeDeg, side }));
    });
}

/** Points along the middle of a name, close enough to stand for it. */
function spots({ name, slopeDeg, side }: Label, at: Point): Point[] {
  const slope = (slopeDeg * Math.PI) / 180;
  const aside = side === "above" ? -ASIDE_PX : ASIDE_PX;
  const middle = { x: at.x - Math.sin(slope) * aside, y: at.y + Math.cos(slope) * aside };
  const count = Math.max(2, Math.ceil((name.length * LETTER_PX) / SPACING_PX));
  return Array.from({ length: count }, (_, rank) => {
    const along = (rank - (count - 1) / 2) * SPACING_PX;
    return { x: middle.x + Math.cos(slope) * along, y: middle.y + Math.sin(slope) * along };
  });
}

/** Points along a line, no farther apart than the letters of a name are high. */
function dots(line: readonly Point[]): Point[] {
  return line.flatMap((from, rank) => {
    const to = line[rank + 1] ?? from;
    const count = Math.max(1, Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / SPACING_PX));
    return Array.from({ length: count }, (_, step) => ({
      x: from.x + ((to.x - from.x) * step) / count,
      y: from.y + ((to.y - from.y) * step) / count,
    }));
  });
}

const touching = (ours: readonly Point[], theirs: readonly Point[]): number =>
  ours.filter((one) => theirs.some((other) => Math.hypot(one.x - other.x, one.y - other.y) < ROOM_PX)).length;

const within = ({ x, y }: Point, { widthPx, heightPx }: Size): boolean => x >= 0 && y >= 0 && x <= widthPx && y <= heightPx;

/** The same line, turned so that its words do not stand on their heads. */
function readable(slopeDeg: number): number {
  const half = ((slopeDeg % 180) + 180) % 180;
  return half > 90 ? half - 180 : half;
}
