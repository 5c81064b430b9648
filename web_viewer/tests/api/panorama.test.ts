import { describe, expect, test } from "vitest";
import { isSphere, parsePanorama } from "../../src/api/panorama.ts";

const ORIGIN = "http://ville.example";
const FEATURE = {
  type: "Feature",
  id: "p1",
  collection: "s1",
  geometry: { type: "Point", coordinates: [-0.375, 49.149] },
  properties: {
    datetime: "2026-04-14T08:42:00Z",
    license: "etalab-2.0",
    "view:azimuth": 368,
    "pers:pitch": 1.5,
    "pers:roll": -0.5,
    "pers:interior_orientation": { field_of_view: 360 },
    "quality:horizontal_accuracy": 0.8,
    "ruelle:street": "Rue du Prieuré",
    "ruelle:number": "12",
    "ruelle:levels": [{ width: 5760, height: 2880, columns: 8, rows: 4 }, { width: 0 }],
  },
  assets: { sd: { href: `${ORIGIN}/api/pictures/p1/sd.jpg?v=1` }, preview: { href: `${ORIGIN}/api/pictures/p1/preview.jpg?v=1` } },
  asset_templates: { "ruelle:tiles": { href: `${ORIGIN}/api/pictures/p1/tiles/{level}/{column}_{row}.jpg?v=1` } },
  links: [
    { rel: "next", id: "p2", geometry: { coordinates: [-0.375, 49.15] }, datetime: "2026-04-14T08:42:02Z" },
    { rel: "related", id: "q1", geometry: { coordinates: [-0.374, 49.149] }, datetime: "nonsense" },
    { rel: "related", geometry: { coordinates: [-0.374, 49.149] } },
    { rel: "prev", id: "p0" },
  ],
};

describe("a STAC feature", () => {
  const panorama = parsePanorama(FEATURE);

  test("is read whole", () => {
    expect(panorama).toMatchObject({
      id: "p1",
      sequenceId: "s1",
      headingDeg: 8,
      pitchDeg: 1.5,
      rollDeg: -0.5,
      street: "Rue du Prieuré",
      houseNumber: "12",
      accuracyM: 0.8,
      place: { longitudeDeg: -0.375, latitudeDeg: 49.149 },
    });
    expect(panorama && isSphere(panorama)).toBe(true);
  });

  test("keeps only paths of our own host", () => {
    expect(panorama?.sdUrl).toBe("/api/pictures/p1/sd.jpg?v=1");
    expect(panorama?.tileTemplate).toBe("/api/pictures/p1/tiles/{level}/{column}_{row}.jpg?v=1");
    expect(panorama?.thumbUrl).toBeNull();
  });

  test("keeps the ways on that can be gone", () => {
    expect(panorama?.next?.id).toBe("p2");
    expect(panorama?.previous).toBeNull();
    expect(panorama?.related.map(({ id, takenAt }) => [id, takenAt])).toEqual([["q1", null]]);
  });

  test("keeps the levels that have a size", () => {
    expect(panorama?.levels).toEqual([{ widthPx: 5760, heightPx: 2880, columns: 8, rows: 4 }]);
  });

  test.each([
    ["an id", { ...FEATURE, id: 7 }],
    ["a place", { ...FEATURE, geometry: null }],
    ["a picture", { ...FEATURE, assets: {} }],
    ["any shape", "nonsense"],
    ["anything", null],
  ])("is refused without %s", (_, feature) => expect(parsePanorama(feature)).toBeNull());

  test("is flat when it does not say how much it shows", () => {
    const flat = parsePanorama({ ...FEATURE, properties: {} });
    expect(flat && isSphere(flat)).toBe(false);
  });
});
