import type { Size } from "../pano/ground.ts";
import type { Lens, Point } from "./lens.ts";
import { isUndecided, type Zone } from "./review.ts";

const LABEL_HEIGHT_PX = 34;
const LABEL_ROOM_PX = 124;
const BADGE_ROOM_PX = 32;
/** With more zones in sight than this, those that are decided show their number alone. */
const ROOMY = 5;
const MARGIN_PX = 4;

/** A zone as it is drawn: its outline as SVG points, and where its label stands. */
export interface Label {
  readonly zone: Zone;
  readonly number: number;
  readonly points: string;
  /** The number alone, without words. */
  readonly isBadge: boolean;
  readonly widthPx: number;
  readonly leftPx: number;
  readonly topPx: number;
}

/** The zones that can be seen, numbered as in the list; labels stay on the stage and off one another. */
export function labelsOf(zones: readonly Zone[], lens: Lens, size: Size, selected = ""): Label[] {
  const seen = zones.flatMap((zone, index) => {
    const points = zone.corners.map((corner) => lens.project(corner)).filter((point) => point !== null);
    return points.length === zone.corners.length && isOnStage(points, size) ? [{ zone, number: index + 1, points }] : [];
  });
  const placed: Label[] = [];
  for (const { zone, number, points } of seen) {
    const isBadge = seen.length > ROOMY && !isUndecided(zone) && zone.id !== selected;
    const widthPx = isBadge ? BADGE_ROOM_PX : LABEL_ROOM_PX;
    const [left, top] = [Math.min(...points.map(([x]) => x)), Math.min(...points.map(([, y]) => y))];
    const leftPx = within(left, MARGIN_PX, size.widthPx - widthPx);
    const topPx = free({ leftPx, widthPx, topPx: within(top - LABEL_HEIGHT_PX, MARGIN_PX, size.heightPx - LABEL_HEIGHT_PX) }, placed);
    const drawn = points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ");
    placed.push({ zone, number, points: drawn, isBadge, widthPx, leftPx, topPx });
  }
  return placed;
}

/** Moves a label up, over those that stand where it would. */
function free({ leftPx, widthPx, topPx }: Pick<Label, "leftPx" | "widthPx" | "topPx">, placed: readonly Label[]): number {
  let top = topPx;
  for (const other of placed.toSorted((a, b) => b.topPx - a.topPx)) {
    const beside = leftPx + widthPx <= other.leftPx || other.leftPx + other.widthPx <= leftPx;
    if (beside || Math.abs(other.topPx - top) >= LABEL_HEIGHT_PX) continue;
    if (other.topPx - LABEL_HEIGHT_PX >= MARGIN_PX) top = other.topPx - LABEL_HEIGHT_PX;
  }
  return top;
}

const isOnStage = (points: readonly Point[], { widthPx, heightPx }: Size): boolean =>
  points.some(([x]) => x > 0) && points.some(([x]) => x < widthPx) && points.some(([, y]) => y > 0) && points.some(([, y]) => y < heightPx);

const within = (value: number, low: number, high: number): number => Math.max(low, Math.min(high, value));
