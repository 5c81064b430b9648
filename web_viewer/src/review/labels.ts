import type { Size } from "../pano/ground.ts";
import type { Lens, Point } from "./lens.ts";
import type { Zone } from "./review.ts";

const LABEL_HEIGHT_PX = 34;
const LABEL_ROOM_PX = 132;
const MARGIN_PX = 4;

/** A zone as it is drawn: its outline as SVG points, and where its label stands. */
export interface Label {
  readonly zone: Zone;
  readonly number: number;
  readonly points: string;
  readonly leftPx: number;
  readonly topPx: number;
}

/** The zones that can be seen, numbered as in the list; labels stay on the stage and off one another. */
export function labelsOf(zones: readonly Zone[], lens: Lens, size: Size): Label[] {
  const placed: Label[] = [];
  for (const [index, zone] of zones.entries()) {
    const points = zone.corners.map((corner) => lens.project(corner));
    if (!points.every((point) => point !== null) || !isOnStage(points, size)) continue;
    const [left, top] = [Math.min(...points.map(([x]) => x)), Math.min(...points.map(([, y]) => y))];
    const leftPx = within(left, MARGIN_PX, size.widthPx - LABEL_ROOM_PX);
    const topPx = free(within(top - LABEL_HEIGHT_PX, MARGIN_PX, size.heightPx - LABEL_HEIGHT_PX), leftPx, placed);
    const drawn = points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ");
    placed.push({ zone, number: index + 1, points: drawn, leftPx, topPx });
  }
  return placed;
}

/** Moves a label up, over those that stand where it would. */
function free(topPx: number, leftPx: number, placed: readonly Label[]): number {
  let top = topPx;
  for (const other of placed.toSorted((a, b) => b.topPx - a.topPx)) {
    const touches = Math.abs(other.leftPx - leftPx) < LABEL_ROOM_PX && Math.abs(other.topPx - top) < LABEL_HEIGHT_PX;
    if (touches && other.topPx - LABEL_HEIGHT_PX >= MARGIN_PX) top = other.topPx - LABEL_HEIGHT_PX;
  }
  return top;
}

const isOnStage = (points: readonly Point[], { widthPx, heightPx }: Size): boolean =>
  points.some(([x]) => x > 0) && points.some(([x]) => x < widthPx) && points.some(([, y]) => y > 0) && points.some(([, y]) => y < heightPx);

const within = (value: number, low: number, high: number): number => Math.max(low, Math.min(high, value));
