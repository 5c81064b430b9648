import { expect, test } from "vitest";
import type { Street } from "../../src/api/streets.ts";
import { layOut } from "../../src/map/names.ts";

const SIZE = { widthPx: 390, heightPx: 300 };
const project = ({ longitudeDeg, latitudeDeg }: { longitudeDeg: number; latitudeDeg: number }): { x: number; y: number } => ({
  x: longitudeDeg,
  y: latitudeDeg,
});

/** A street whose places are given in pixels of the plan. */
function street(name: string, headingDeg: number, ...points: readonly (readonly [x: number, y: number])[]): Street {
  const places = points.map(([longitudeDeg, latitudeDeg]) => ({ place: { longitudeDeg, latitudeDeg }, headingDeg }));
  return { name, places, count: 10, numbers: null };
}

test("a street is named at its middle, along it, and never upside down", () => {
  const [label] = layOut([street("Rue du Prieuré", 270, [40, 150], [200, 150], [360, 150])], project, SIZE);
  expect(label).toMatchObject({ name: "Rue du Prieuré", slopeDeg: 0, side: "above", at: { longitudeDeg: 200 } });
});

test("two names at a bend do not lie over one another", () => {
  const bend = [
    street("Rue des Tisserands", 153, [200, 100], [225, 150], [250, 200]),
    street("Rue du Vieux Lavoir", 60, [80, 297], [160, 250], [245, 202]),
  ];
  const [one, other] = layOut(bend, project, SIZE);
  expect(one?.at).toEqual(bend[0]?.places[1]?.place);
  expect(other).toMatchObject({ at: bend[1]?.places[1]?.place, side: "above", slopeDeg: -30 });
  const crowded = bend.map((street) => ({ ...street, places: street.places.slice(2) }));
  expect(layOut(crowded, project, SIZE).map(({ side }) => side)).not.toEqual(["above", "above"]);
});

test("a name that finds no room is left out, and nothing stands outside the plan", () => {
  const same = [street("Rue Masson", 90, [200, 150]), street("Rue Guynemer", 90, [202, 151]), street("Rue de Paris", 90, [198, 150])];
  expect(layOut(same, project, SIZE).map(({ side }) => side)).toEqual(["above", "below"]);
  expect(layOut([street("Rue du Mesnil", 90, [5, 150]), street("Rue Basse", 0, [900, 90])], project, SIZE)).toEqual([]);
});

test("a side free of streets is chosen", () => {
  const below = street("Quai", 90, [60, 136], [200, 136], [340, 136]);
  const [, label] = layOut([{ ...below, count: 20 }, street("Rue Longue", 90, [60, 150], [200, 150], [340, 150])], project, SIZE);
  expect(label).toMatchObject({ name: "Rue Longue", side: "below" });
});

test("pictures near no address, and too few of them, make no name", () => {
  expect(layOut([street("", 90, [200, 150]), { ...street("Impasse", 90, [200, 150]), count: 2 }], project, SIZE)).toEqual([]);
});
