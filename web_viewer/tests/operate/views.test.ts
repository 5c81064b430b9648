import { expect, test } from "vitest";
import { addressOf, VIEWS, whereIs } from "../../src/operate/views.ts";

test("every part has an address that leads back to it", () => {
  for (const view of VIEWS) expect(whereIs(addressOf(view))).toEqual({ view, itemId: null });
  expect(whereIs(addressOf("review", "a/b"))).toEqual({ view: "review", itemId: "a/b" });
});

test("an unknown address leads to the jobs", () => {
  expect(whereIs("/operate/nowhere/x")).toEqual({ view: "jobs", itemId: null });
});
