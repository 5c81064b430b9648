import type { StyleSpecification } from "maplibre-gl";
import { expect, test } from "vitest";
import type { Panorama } from "../../src/api/panorama.ts";
import { streetNames } from "../../src/map/names.ts";
import { inAccent } from "../../src/map/style.ts";

test("our layers take the town's accent, those of a base map keep their colours", () => {
  const style = {
    version: 8,
    sources: {},
    layers: [
      { id: "roads", type: "line", source: "base", "source-layer": "roads", paint: { "line-color": "#fff" } },
      { id: "ours", type: "line", source: "ours", "source-layer": "sequences", paint: { "line-width": 3 } },
    ],
  } as StyleSpecification;
  const [roads, ours] = inAccent(style, "#8a3420").layers;
  expect(roads?.paint).toEqual({ "line-color": "#fff" });
  expect(ours?.paint).toEqual({ "line-color": "#8a3420", "line-width": 3 });
});

test("a street is named once, at its middle picture, and reads from left to right", () => {
  const along = (street: string | null, headingDeg: number): Panorama => ({ street, headingDeg }) as unknown as Panorama;
  const names = streetNames([along("Rue Masson", 280), along("Rue Masson", 270), along("Rue Masson", 260), along(null, 0), along("Impasse", 0)]);
  expect(names.map(({ name, slopeDeg }) => [name, slopeDeg])).toEqual([["Rue Masson", 0]]);
});
