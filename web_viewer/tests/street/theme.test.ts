import { expect, test } from "vitest";
import { contrastOf, HOUSE_THEME, LEAST_CONTRAST, themeOf } from "../../src/street/theme.ts";

test("black on white is 21:1, and white on white 1:1", () => {
  expect(contrastOf("#000000", "#ffffff")).toBeCloseTo(21);
  expect(contrastOf("#ffffff", "#FFFFFF")).toBeCloseTo(1);
});

test.each([
  ["#0e5a4b", 8.1],
  ["#8a3420", 8.1],
  ["#2c4a75", 9.0],
])("the contrast of %s on white is %d, as the design measured", (accent, ratio) => {
  expect(contrastOf(accent, "#ffffff")).toBeCloseTo(ratio, 0);
});

test.each(["#0e5a4b", "#8a3420", "#2c4a75", "#0b5fa5"])("%s gives a theme whose words can be read", (accent) => {
  const made = themeOf(accent);
  if (!("theme" in made)) throw new Error(`refused at ${made.refusedContrast}`);
  const { accentDark, accentSoft } = made.theme;
  expect(contrastOf(accentDark, accentSoft)).toBeGreaterThanOrEqual(LEAST_CONTRAST);
  expect(contrastOf(accentDark, "#ffffff")).toBeGreaterThan(contrastOf(accent, "#ffffff"));
});

test("refuses an accent that is too light, and tells the contrast", () => {
  const made = themeOf("#e0a030");
  expect(made).toEqual({ refusedContrast: expect.closeTo(2.24, 1) });
});

test.each(["green", "#12", "", "#12345g"])("refuses %j, which is no colour", (accent) => {
  expect(themeOf(accent)).toEqual({ refusedContrast: 0 });
});

test("the theme of the house passes its own rule", () => {
  expect(contrastOf(HOUSE_THEME.accent, "#ffffff")).toBeGreaterThanOrEqual(LEAST_CONTRAST);
  expect(contrastOf(HOUSE_THEME.accentDark, HOUSE_THEME.accentSoft)).toBeGreaterThanOrEqual(LEAST_CONTRAST);
});
