import type { StyleSpecification } from "maplibre-gl";
import { expect, test } from "vitest";
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
