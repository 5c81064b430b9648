import { expect, test } from "vitest";
import { readPermalink, writePermalink } from "../../src/street/permalink.ts";

const PAGE = new URL("https://ville.example/");

test("restores the picture and the gaze it was written with", () => {
  const gaze = { headingDeg: 109.04, pitchDeg: -5.26, fovDeg: 62 };
  const link = writePermalink(PAGE, "a b/é", gaze);
  expect(link.hash).toBe("#view=109,-5.3,62");
  expect(readPermalink(link)).toEqual({ pictureId: "a b/é", gaze: { headingDeg: 109, pitchDeg: -5.3, fovDeg: 62 } });
});

test("keeps what else the address says", () => {
  expect(writePermalink(new URL("?campaign=2026", PAGE), "a", { headingDeg: 0, pitchDeg: 0, fovDeg: 60 }).search).toBe("?campaign=2026&pic=a");
});

test.each(["", "#view=1,2", "#view=1,2,", "#view=a,b,c", "#view=1,2,3,4", "#view=NaN,0,60", "#other"])("takes no gaze from %j", (hash) => {
  expect(readPermalink(new URL(`?pic=a${hash}`, PAGE)).gaze).toBeNull();
});

test("bounds a gaze that no eye has", () => {
  expect(readPermalink(new URL("#view=-90,200,0", PAGE)).gaze).toEqual({ headingDeg: 270, pitchDeg: 90, fovDeg: 15 });
});

test("asks for no picture when the address names none", () => {
  expect(readPermalink(new URL("?pic=", PAGE)).pictureId).toBeNull();
});
