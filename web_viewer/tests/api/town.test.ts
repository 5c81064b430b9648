import { expect, test } from "vitest";
import { parseAddress } from "../../src/api/addresses.ts";
import { ownPath } from "../../src/api/client.ts";
import { parseConfiguration } from "../../src/api/configuration.ts";
import { licenceOf } from "../../src/api/licences.ts";
import { parsePosition, parseStreet } from "../../src/api/streets.ts";

test("a town that says nothing of itself still has a page", () => {
  expect(parseConfiguration({})).toEqual({
    town: "Ruelle",
    accent: null,
    contact: null,
    language: "fr",
    licence: null,
    hasBaseMap: false,
  });
});

test("a licence has the name that people know", () => {
  expect(parseConfiguration({ license: { id: "etalab-2.0" } }).licence).toBe("etalab-2.0");
  expect(licenceOf("etalab-2.0").name).toBe("Licence Ouverte 2.0");
  expect(licenceOf("ODbL-1.0")).toEqual({ name: "ODbL-1.0", url: null });
});

test("an address has a label and a place, or is none", () => {
  const geometry = { coordinates: [-0.375, 49.149] };
  expect(parseAddress({ geometry, properties: { label: "12 Rue du Prieuré", street: "Rue du Prieuré", number: "12" } })).toEqual({
    label: "12 Rue du Prieuré",
    street: "Rue du Prieuré",
    houseNumber: "12",
    place: { longitudeDeg: -0.375, latitudeDeg: 49.149 },
  });
  expect(parseAddress({ geometry, properties: {} })).toBeNull();
  expect(parseAddress({ properties: { label: "12 Rue du Prieuré" } })).toBeNull();
});

test("a street has pictures, or is none; pictures near no address have no street name", () => {
  expect(parseStreet({ name: "", count: 3 })).toEqual({ name: "", count: 3, numbers: null, places: [] });
  const positions = [{ id: "a", place: [-0.375, 49.149], heading: 8 }, { id: "b", place: null }];
  expect(parseStreet({ name: "Rue Masson", count: 2, numbers: ["2", "3", "12"], positions })).toEqual({
    name: "Rue Masson",
    count: 2,
    numbers: ["2", "12"],
    places: [{ place: { longitudeDeg: -0.375, latitudeDeg: 49.149 }, headingDeg: 8 }],
  });
  expect(parseStreet({ name: "Rue Masson", count: 0 })).toBeNull();
  expect(parsePosition({ number: "3" })).toBeNull();
});

test.each(["http://elsewhere.example/api/a?b=1", "//elsewhere.example/api/a?b=1", "/api/a?b=1"])("%s is asked of our own host", (address) => {
  expect(ownPath(address)).toBe("/api/a?b=1");
});
