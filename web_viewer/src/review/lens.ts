import { turn } from "../geo/place.ts";
import type { Gaze } from "../pano/gaze.ts";
import type { Size } from "../pano/ground.ts";
import type { Corner } from "./review.ts";

/** A point of the stage, from its top left corner. */
export type Point = readonly [xPx: number, yPx: number];

/** How gazes into a picture lie on the stage. */
export interface Lens {
  /** Where a gaze lies; null if it is behind the lens. */
  project(corner: Corner): Point | null;
  /** The gaze through a point of the stage. */
  unproject(point: Point): Corner;
}

/** Flat pictures are taken to be so wide, here as where their zones are found: it cancels. */
const FLAT_WIDTH_DEG = 60;
const NEAREST = 0.05;
const RADIAN = Math.PI / 180;

/** The lens through which a sphere is seen. */
export function sphereLens({ headingDeg, pitchDeg, fovDeg }: Gaze, { widthPx, heightPx }: Size): Lens {
  const focalPx = heightPx / 2 / Math.tan((fovDeg * RADIAN) / 2);
  const [sin, cos] = [Math.sin(pitchDeg * RADIAN), Math.cos(pitchDeg * RADIAN)];
  return {
    project([heading, pitch]) {
      const swing = turn(headingDeg, heading) * RADIAN;
      const [right, ahead, up] = [
        Math.cos(pitch * RADIAN) * Math.sin(swing),
        Math.cos(pitch * RADIAN) * Math.cos(swing),
        Math.sin(pitch * RADIAN),
      ];
      const depth = ahead * cos + up * sin;
      if (depth < NEAREST) return null;
      return [widthPx / 2 + (focalPx * right) / depth, heightPx / 2 - (focalPx * (up * cos - ahead * sin)) / depth];
    },
    unproject([xPx, yPx]) {
      const [right, above] = [(xPx - widthPx / 2) / focalPx, (heightPx / 2 - yPx) / focalPx];
      const [ahead, up] = [cos - above * sin, sin + above * cos];
      return [headingDeg + Math.atan2(right, ahead) / RADIAN, Math.atan2(up, Math.hypot(right, ahead)) / RADIAN];
    },
  };
}

/** Where a picture laid flat stands on the stage. */
export interface Frame extends Size {
  readonly leftPx: number;
  readonly topPx: number;
}

/** The lens of a flat picture, which may be larger than the stage. */
export function flatLens({ leftPx, topPx, widthPx, heightPx }: Frame): Lens {
  const focalPx = widthPx / 2 / Math.tan((FLAT_WIDTH_DEG * RADIAN) / 2);
  const [middleX, middleY] = [leftPx + widthPx / 2, topPx + heightPx / 2];
  return {
    project([heading, pitch]) {
      const depth = Math.cos(pitch * RADIAN) * Math.cos(heading * RADIAN);
      if (depth < NEAREST) return null;
      const right = Math.cos(pitch * RADIAN) * Math.sin(heading * RADIAN);
      return [middleX + (focalPx * right) / depth, middleY - (focalPx * Math.sin(pitch * RADIAN)) / depth];
    },
    unproject([xPx, yPx]) {
      const [right, up] = [(xPx - middleX) / focalPx, (middleY - yPx) / focalPx];
      return [Math.atan(right) / RADIAN, Math.atan2(up, Math.hypot(right, 1)) / RADIAN];
    },
  };
}

/** The lens of a panorama unrolled, where nothing can draw a sphere. */
export function unrolledLens({ leftPx, topPx, widthPx, heightPx }: Frame): Lens {
  return {
    project: ([heading, pitch]) => [leftPx + (turn(0, heading) / 360 + 0.5) * widthPx, topPx + (0.5 - pitch / 180) * heightPx],
    unproject: ([xPx, yPx]) => [((xPx - leftPx) / widthPx - 0.5) * 360, (0.5 - (yPx - topPx) / heightPx) * 180],
  };
}

/** The corners of a rectangle of the stage as gazes: top left, top right, bottom right, bottom left. */
export function outlineOf(lens: Lens, [x0, y0]: Point, [x1, y1]: Point): Corner[] {
  const [left, right, top, bottom] = [Math.min(x0, x1), Math.max(x0, x1), Math.min(y0, y1), Math.max(y0, y1)];
  const corners: readonly Point[] = [
    [left, top],
    [right, top],
    [right, bottom],
    [left, bottom],
  ];
  return corners.map((point) => tidy(lens.unproject(point)));
}

/** The middle of an outline, and how far it reaches from there. */
export function middleOf(corners: readonly Corner[]): { headingDeg: number; pitchDeg: number; reachDeg: number } {
  const [first = [0, 0]] = corners;
  const headings = corners.map(([heading]) => turn(first[0], heading));
  const pitches = corners.map(([, pitch]) => pitch);
  const [west, east, low, high] = [Math.min(...headings), Math.max(...headings), Math.min(...pitches), Math.max(...pitches)];
  return { headingDeg: first[0] + (west + east) / 2, pitchDeg: (low + high) / 2, reachDeg: Math.max(east - west, high - low) / 2 };
}

const tidy = ([heading, pitch]: Corner): Corner => [Math.round(turn(0, heading) * 1e4) / 1e4, Math.round(pitch * 1e4) / 1e4];
