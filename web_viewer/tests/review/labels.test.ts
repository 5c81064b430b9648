import { expect, test } from "vitest";
import { labelsOf } from "../../src/review/labels.ts";
import { sphereLens } from "../../src/review/lens.ts";
import { type Corner, isUndecided, parseReview } from "../../src/review/review.ts";

const SIZE = { widthPx: 1000, heightPx: 600 };
const LENS = sphereLens({ headingDeg: 0, pitchDeg: 0, fovDeg: 60 }, SIZE);
const around = (headingDeg: number, pitchDeg: number): Corner[] => [
  [headingDeg - 2, pitchDeg + 2],
  [headingDeg + 2, pitchDeg + 2],
  [headingDeg + 2, pitchDeg - 2],
  [headingDeg - 2, pitchDeg - 2],
];
const zones = (...places: readonly (readonly [number, number])[]) =>
  parseReview({ zones: places.map(([h, p], rank) => ({ id: `z${rank}`, kind: "face", corners_deg: around(h, p), doubtful: rank === 1 })) }).shown;

test("zones keep their number, and those out of sight are left out", () => {
  const labels = labelsOf(zones([0, 0], [180, 0], [20, 5]), LENS, SIZE);
  expect(labels.map(({ number }) => number)).toEqual([1, 3]);
});

test("labels stay on the stage and off one another", () => {
  const labels = labelsOf(zones([0, 0], [1, 0], [2, 0], [-44, 29]), LENS, SIZE);
  for (const { leftPx, topPx } of labels) expect(leftPx >= 0 && topPx >= 0 && leftPx < 1000 && topPx < 600).toBe(true);
  const tops = labels.slice(0, 3).map(({ topPx }) => topPx).toSorted((a, b) => a - b);
  expect((tops[1] ?? 0) - (tops[0] ?? 0)).toBeGreaterThanOrEqual(30);
  expect((tops[2] ?? 0) - (tops[1] ?? 0)).toBeGreaterThanOrEqual(30);
});

test("only a doubtful zone without a decision waits", () => {
  expect(zones([0, 0], [5, 0]).map(isUndecided)).toEqual([false, true]);
});
