import { Euler, Vector3 } from "three";
import { describe, expect, test } from "vitest";
import type { CornerDeg } from "../../src/api/requests.ts";
import { pictureFromWorld, worldFromPicture } from "../../src/report/pose.ts";
import { around, inPicture, isTooLarge, scaled, shifted, sizeOf } from "../../src/report/region.ts";
import { sphereLens } from "../../src/review/lens.ts";

const POSES = [
  { headingDeg: 0, pitchDeg: 0, rollDeg: 0 },
  { headingDeg: 109.25, pitchDeg: 3, rollDeg: -2 },
  { headingDeg: 300, pitchDeg: -12, rollDeg: 8 },
];
const CORNERS: readonly CornerDeg[] = [
  [0, 0],
  [40, -30],
  [-170, 12],
  [90, 80],
];

describe.each(POSES)("a camera at %o", (pose) => {
  test("there and back is where it was", () => {
    for (const [heading, pitch] of CORNERS) {
      const [h, p] = pictureFromWorld(worldFromPicture([heading, pitch], pose), pose);
      expect(Math.cos(((h - heading) * Math.PI) / 180)).toBeCloseTo(1, 9);
      expect(p).toBeCloseTo(pitch, 6);
    }
  });

  test("turns as the viewer turns its sphere", () => {
    const radians = (angleDeg: number): number => (angleDeg * Math.PI) / 180;
    const euler = new Euler(radians(-pose.pitchDeg), radians(-pose.headingDeg), radians(pose.rollDeg), "YXZ");
    for (const [heading, pitch] of CORNERS) {
      const [h, p] = [radians(heading), radians(pitch)];
      const { x, y, z } = new Vector3(-Math.cos(p) * Math.sin(h), Math.sin(p), Math.cos(p) * Math.cos(h)).applyEuler(euler);
      const [worldHeading, worldPitch] = worldFromPicture([heading, pitch], pose);
      expect(radians(worldPitch)).toBeCloseTo(Math.asin(y), 6);
      expect(Math.sin(radians(worldHeading))).toBeCloseTo(-x / Math.hypot(x, z), 6);
    }
  });

  test("a frame on screen is a region of the picture, and comes back to the screen", () => {
    const gaze = { headingDeg: 130, pitchDeg: -10, fovDeg: 62 };
    const lens = inPicture(sphereLens(gaze, { widthPx: 800, heightPx: 600 }), pose);
    const corners = around(lens, [400, 300], 50);
    const back = corners.map((corner) => lens.project(corner));
    expect(back.map((point) => point?.map(Math.round))).toEqual([
      [350, 250],
      [450, 250],
      [450, 350],
      [350, 350],
    ]);
  });
});

describe("a region", () => {
  const corners: readonly CornerDeg[] = [
    [-5, 4],
    [5, 4],
    [5, -4],
    [-5, -4],
  ];

  test("is shifted and stays on the sphere", () => {
    expect(shifted(corners, 10, 2)[0]).toEqual([5, 6]);
    expect(shifted(corners, 0, 500).map(([, pitch]) => pitch)).toEqual([90, 90, 82, 82]);
    expect(shifted(corners, 178, 0).map(([heading]) => heading)).toEqual([173, -177, -177, 173]);
  });

  test("grows no larger than the server takes, nor smaller than can be seen", () => {
    expect(sizeOf(scaled(corners, 2)).highDeg).toBeCloseTo(16);
    let [grown, shrunk] = [[...corners], [...corners]];
    for (let times = 0; times < 40; times++) [grown, shrunk] = [scaled(grown, 1.25), scaled(shrunk, 0.8)];
    expect(isTooLarge(grown)).toBe(false);
    expect(sizeOf(grown).wideDeg).toBeGreaterThan(45);
    expect(sizeOf(shrunk).highDeg).toBeGreaterThan(0.15);
  });

  test("across the seam of the picture is as wide as elsewhere", () => {
    const { wideDeg, highDeg } = sizeOf(shifted(corners, 180, 0));
    expect(wideDeg).toBeCloseTo(sizeOf(corners).wideDeg);
    expect(highDeg).toBeCloseTo(8);
  });
});
