import { describe, expect, test } from "vitest";
import { band, chevron } from "../../src/pano/ground.ts";

const SIZE = { widthPx: 1000, heightPx: 600 };
const AHEAD = { headingDeg: 40, pitchDeg: 0, fovDeg: 60 };

const points = (outline: string | null): [number, number][] =>
  (outline ?? "").split(" ").map((point) => point.split(",").map(Number) as [number, number]);

describe("chevrons on the ground", () => {
  test("lie under the horizon, their tip in the middle when one looks along them", () => {
    const outline = points(chevron(40, 6, AHEAD, SIZE));
    expect(outline).toHaveLength(6);
    expect(outline[0]?.[0]).toBeCloseTo(500);
    for (const [, y] of outline) expect(y).toBeGreaterThan(300);
  });

  test("shrink and rise with distance", () => {
    const [near, far] = [points(chevron(40, 6, AHEAD, SIZE)), points(chevron(40, 15, AHEAD, SIZE))];
    const width = (outline: [number, number][]): number => Math.max(...outline.map(([x]) => x)) - Math.min(...outline.map(([x]) => x));
    expect(width(far)).toBeLessThan(width(near));
    expect(far[0]?.[1]).toBeLessThan(near[0]?.[1] ?? 0);
  });

  test("stand to the right when one looks to the left of them", () => {
    expect(points(chevron(60, 6, AHEAD, SIZE))[0]?.[0]).toBeGreaterThan(500);
  });

  test("are not drawn behind the lens", () => {
    expect(chevron(220, 6, AHEAD, SIZE)).toBeNull();
    expect(band(220, [4, 20], AHEAD, SIZE)).toBeNull();
  });

  test("project as a pinhole does: the ground 2.3 m below, 10 m ahead", () => {
    const focal = 300 / Math.tan(Math.PI / 6);
    const [, , [, farY] = [0, 0]] = points(band(40, [5, 10], AHEAD, SIZE));
    expect(farY).toBeCloseTo(300 + (focal * 2.3) / 10, 0);
  });
});
