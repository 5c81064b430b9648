import { describe, expect, test } from "vitest";
import type { Neighbour, Panorama } from "../../src/api/panorama.ts";
import { otherDates, sideStreets, steps } from "../../src/street/ways.ts";

const METRE = 1 / 111_195;
const HERE = { longitudeDeg: 0, latitudeDeg: 0 };
const TODAY = new Date("2026-04-14T08:42:00Z");

function neighbour(id: string, northM: number, eastM = 0, more: Partial<Neighbour> = {}): Neighbour {
  return { id, place: { latitudeDeg: northM * METRE, longitudeDeg: eastM * METRE }, takenAt: TODAY, street: null, ...more };
}

function panorama(more: Partial<Panorama>): Panorama {
  const nothing = { previous: null, next: null, related: [], street: "Rue du Prieuré", takenAt: TODAY };
  return { id: "here", place: HERE, ...nothing, ...more } as unknown as Panorama;
}

describe("steps", () => {
  const between = panorama({ next: neighbour("next", 5), previous: neighbour("previous", -5) });

  test("ahead is the next picture for somebody who faces along the drive", () => {
    const { ahead, behind } = steps(between, 10);
    expect([ahead?.to.id, behind?.to.id]).toEqual(["next", "previous"]);
    expect(ahead?.distanceM).toBeCloseTo(5, 3);
  });

  test("ahead is the previous picture for somebody who turned round", () => {
    expect(steps(between, 170).ahead?.to.id).toBe("previous");
  });

  test("at the end of a drive there is nothing ahead", () => {
    const end = panorama({ previous: neighbour("previous", -5) });
    expect(steps(end, 0)).toMatchObject({ ahead: null, behind: { to: { id: "previous" } } });
    expect(steps(end, 180).ahead?.to.id).toBe("previous");
  });
});

describe("side streets", () => {
  test("one way into each, the nearest", () => {
    const at = panorama({
      next: neighbour("next", 5),
      related: [
        neighbour("far", 0, 12, { street: "Rue de Solférino" }),
        neighbour("near", 0, 7, { street: "Rue de Solférino" }),
        neighbour("same", 0, -6, { street: "Rue du Prieuré" }),
      ],
    });
    expect(sideStreets(at).map(({ to }) => to.id)).toEqual(["near"]);
  });

  test("none that lies where the drive goes anyway", () => {
    const at = panorama({ next: neighbour("next", 5), related: [neighbour("along", 9, 1, { street: "Rue Masson" })] });
    expect(sideStreets(at)).toEqual([]);
  });
});

describe("other dates", () => {
  test("the nearest of each other day, latest first, at this very place", () => {
    const on = (day: string): Partial<Neighbour> => ({ takenAt: new Date(`${day}T10:00:00Z`) });
    const at = panorama({
      related: [
        neighbour("2022", 2, 0, on("2022-05-18")),
        neighbour("2024-far", 4, 0, on("2024-09-03")),
        neighbour("2024-near", 1, 0, on("2024-09-03")),
        neighbour("too far", 14, 0, on("2020-01-01")),
        neighbour("today", 1),
        neighbour("elsewhere", 1, 0, { ...on("2021-01-01"), street: "Rue Masson" }),
      ],
    });
    expect(otherDates(at).map(({ id }) => id)).toEqual(["2024-near", "2022"]);
  });
});
