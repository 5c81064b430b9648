import { describe, expect, test } from "vitest";
import { wind } from "../../src/geo/compass.ts";
import { around, bearing, distance, nearest, normalise, offset, turn } from "../../src/geo/place.ts";

const TOWN = { longitudeDeg: -0.375, latitudeDeg: 49.149 };
const NORTH = { ...TOWN, latitudeDeg: 49.15 };
const EAST = { ...TOWN, longitudeDeg: -0.374 };

describe("places", () => {
  test("a thousandth of a degree north is 111 m", () => {
    expect(distance(TOWN, NORTH)).toBeCloseTo(111.195, 2);
    expect(offset(TOWN, NORTH).eastM).toBe(0);
  });

  test("a degree of longitude shrinks with the cosine of the latitude", () => {
    expect(distance(TOWN, EAST)).toBeCloseTo(111.195 * Math.cos((49.149 * Math.PI) / 180), 2);
  });

  test("bearings go clockwise from north", () => {
    expect(bearing(TOWN, NORTH)).toBeCloseTo(0);
    expect(bearing(TOWN, EAST)).toBeCloseTo(90);
    expect(bearing(NORTH, TOWN)).toBeCloseTo(180);
    expect(bearing(EAST, TOWN)).toBeCloseTo(270);
  });

  test("the box around a place holds a circle of that radius", () => {
    const [west, south, east, north] = around(TOWN, 100);
    expect(distance(TOWN, { ...TOWN, latitudeDeg: north })).toBeCloseTo(100, 3);
    expect(distance(TOWN, { ...TOWN, longitudeDeg: west })).toBeCloseTo(100, 3);
    expect(south).toBeLessThan(TOWN.latitudeDeg);
    expect(east).toBeGreaterThan(TOWN.longitudeDeg);
  });

  test("the nearest of none is none", () => {
    expect(nearest(TOWN, [])).toBeNull();
    expect(nearest(TOWN, [{ place: NORTH }, { place: EAST }])?.found.place).toBe(EAST);
  });
});

describe("directions", () => {
  test.each([
    [0, 0],
    [360, 0],
    [-90, 270],
    [725, 5],
  ])("%d° is %d°", (angle, same) => expect(normalise(angle)).toBe(same));

  test.each([
    [350, 10, 20],
    [10, 350, -20],
    [0, 180, 180],
  ])("from %d° to %d° one turns by %d°", (from, to, by) => expect(turn(from, to)).toBe(by));

  test.each([
    [0, "n"],
    [22, "n"],
    [23, "ne"],
    [135, "se"],
    [359, "n"],
    [-45, "nw"],
  ])("%d° is %s", (heading, name) => expect(wind(heading)).toBe(name));
});
