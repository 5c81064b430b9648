import { expect, test } from "vitest";
import { bytes, count, duration, percent } from "../../src/operate/quantities.ts";

test.each([
  [0, "0 octets"],
  [999, "999 octets"],
  [1_420_000_000_000, "1,42 To"],
  [312_400_000_000, "312 Go"],
  [18_300_000, "18,3 Mo"],
])("%d bytes are %s", (value, told) => expect(bytes(value, "fr")).toBe(told.replace(" ", "\u202f")));

test.each([
  [20, "1 min"],
  [38 * 60, "38 min"],
  [71 * 60, "1 h 10"],
  [119 * 60, "2 h"],
])("%d seconds are %s", (seconds, told) => expect(duration(seconds)).toBe(told.replaceAll(" ", "\u202f")));

test("a share never claims more than is done", () => {
  expect(percent(0.9999, "en")).toBe("99%");
  expect(percent(0.9841, "fr", 1)).toBe("98,4\u202f%");
});

test("thousands are told apart", () => expect(count(2480, "en")).toBe("2,480"));
