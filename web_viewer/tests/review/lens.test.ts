import { expect, test } from "vitest";
import { flatLens, type Lens, middleOf, outlineOf, sphereLens, unrolledLens } from "../../src/review/lens.ts";

const SIZE = { widthPx: 1000, heightPx: 600 };
const FRAME = { leftPx: 50, topPx: 20, widthPx: 900, heightPx: 500 };

const LENSES: readonly (readonly [string, Lens])[] = [
  ["a sphere", sphereLens({ headingDeg: 350, pitchDeg: -12, fovDeg: 62 }, SIZE)],
  ["a flat picture", flatLens(FRAME)],
  ["an unrolled panorama", unrolledLens(FRAME)],
];

test.each(LENSES)("points of %s come back where they were", (_, lens) => {
  for (const [x, y] of [[500, 300], [120, 90], [880, 480]] as const) {
    const back = lens.project(lens.unproject([x, y]));
    expect(back?.[0]).toBeCloseTo(x, 6);
    expect(back?.[1]).toBeCloseTo(y, 6);
  }
});

test("the gaze lies in the middle, and half the field of view at the edge", () => {
  const lens = sphereLens({ headingDeg: 90, pitchDeg: 20, fovDeg: 60 }, SIZE);
  expect(lens.project([90, 20])).toEqual([500, 300]);
  expect(lens.project([90, 50])?.[1]).toBeCloseTo(0, 6);
  expect(lens.project([270, -20])).toBeNull();
});

test("a flat picture is sixty degrees wide, whatever its camera", () => {
  const lens = flatLens(FRAME);
  expect(lens.project([-30, 0])?.[0]).toBeCloseTo(50, 6);
  expect(lens.project([30, 0])?.[0]).toBeCloseTo(950, 6);
});

test("an outline goes round from the top left, however it was drawn", () => {
  const lens = sphereLens({ headingDeg: 0, pitchDeg: 0, fovDeg: 60 }, SIZE);
  const corners = outlineOf(lens, [520, 320], [480, 280]);
  const [a, b, c, d] = corners as [readonly [number, number], readonly [number, number], readonly [number, number], readonly [number, number]];
  expect(a[0] < b[0] && c[0] > d[0] && a[1] > d[1] && b[1] > c[1]).toBe(true);
  const { headingDeg, pitchDeg } = middleOf(corners);
  expect(Math.hypot(headingDeg, pitchDeg)).toBeLessThan(0.01);
});

test("the middle of a zone across the seam is on the seam", () => {
  expect(middleOf([[178, 5], [-178, 5], [-178, -5], [178, -5]])).toEqual({ headingDeg: 180, pitchDeg: 0, reachDeg: 5 });
});
