import { expect, test } from "vitest";
import type { Panorama } from "../../src/api/panorama.ts";
import { tileUrl, tiling } from "../../src/pano/tiling.ts";

const TEMPLATE = "/api/pictures/a/tiles/{level}/{column}_{row}.jpg?v=1";
const LEVELS = [
  { widthPx: 5760, heightPx: 2880, columns: 8, rows: 4 },
  { widthPx: 2880, heightPx: 1440, columns: 4, rows: 2 },
];
const picture = (levels: Panorama["levels"]): Panorama => ({ levels, tileTemplate: TEMPLATE }) as unknown as Panorama;

test("names a tile by its level, column and row", () => {
  expect(tileUrl(TEMPLATE, 1, 3, 2)).toBe("/api/pictures/a/tiles/1/3_2.jpg?v=1");
});

test("gives the coarsest level first, and still asks for the level as the server counts", () => {
  const tiled = tiling(picture(LEVELS), "sd.jpg", true);
  expect("levels" in tiled && tiled.levels.map(({ width }) => width)).toEqual([2880, 5760]);
  expect("levels" in tiled && tiled.tileUrl(0, 0, 0)).toContain("/tiles/1/");
  expect("levels" in tiled && tiled.tileUrl(0, 0, 1)).toContain("/tiles/0/");
});

test.each([
  ["no tiles are wanted", picture(LEVELS), false],
  ["a level is no power of two", picture([{ widthPx: 6000, heightPx: 3000, columns: 12, rows: 6 }]), true],
  ["a level is no whole sphere", picture([{ widthPx: 4096, heightPx: 1024, columns: 8, rows: 2 }]), true],
])("stands on the base picture alone when %s", (_, panorama, withTiles) => {
  const tiled = tiling(panorama, "sd.jpg", withTiles);
  expect("levels" in tiled).toBe(false);
  expect(tiled.baseUrl).toBe("sd.jpg");
});
