import { describe, expect, test } from "vitest";
import { en } from "../../src/i18n/en.ts";
import { fr } from "../../src/i18n/fr.ts";
import { laterEn } from "../../src/i18n/later-en.ts";
import { laterFr } from "../../src/i18n/later-fr.ts";
import { preferredLanguage } from "../../src/i18n/language.ts";
import { longDate, metres, shortDate, timeOfDay } from "../../src/i18n/quantities.ts";
import { withinSentence } from "../../src/i18n/streets.ts";

describe("the language of the page", () => {
  test.each([
    ["en", ["fr-FR"], "fr", "en"],
    [null, ["de-DE", "en-GB", "fr"], "fr", "en"],
    [null, ["de-DE"], "fr", "fr"],
    ["xx", [], "en", "en"],
  ] as const)("chosen %s, browser %j, town %s: %s", (remembered, browser, town, language) => {
    expect(preferredLanguage(remembered, browser, town)).toBe(language);
  });

  test("both languages say the same things", () => {
    expect(Object.keys(en).toSorted()).toEqual(Object.keys(fr).toSorted());
    expect(Object.keys(laterEn).toSorted()).toEqual(Object.keys(laterFr).toSorted());
  });

  test("French keeps a narrow space before high punctuation", () => {
    for (const sentence of Object.values({ ...fr, ...laterFr }).filter((value) => typeof value === "string")) {
      expect(sentence).not.toMatch(/[^\u202f\u00a0][;:?!»]/u);
    }
  });
});

describe("quantities", () => {
  const date = new Date("2026-04-14T08:42:00Z");

  test("dates are those of the town's clock", () => {
    expect(longDate(date, "fr")).toBe("14 avril 2026");
    expect(longDate(date, "en")).toBe("14 April 2026");
    expect(shortDate(new Date("2024-09-03T10:00:00Z"), "fr")).toBe("3 sept. 2024");
    expect(timeOfDay(date, "fr")).toBe("10\u00a0h\u00a042");
    expect(timeOfDay(date, "en")).toBe("10:42");
  });

  test.each([
    [0.2, "1\u00a0m"],
    [80.4, "80\u00a0m"],
    [994.9, "995\u00a0m"],
    [995, "1\u00a0km"],
    [1432, "1,4\u00a0km"],
  ])("%d m is told as %s", (distanceM, words) => expect(metres(distanceM, "fr")).toBe(words));

  test("a street name is written small inside a sentence", () => {
    expect(withinSentence("Rue du Prieuré")).toBe("rue du Prieuré");
    expect(withinSentence("Ruelle Verte")).toBe("ruelle Verte");
    expect(withinSentence("Grand’Rue")).toBe("Grand’Rue");
    expect(laterFr.nearestIs("80\u00a0m", "Rue Masson")).toBe("La plus proche est à 80\u00a0m, rue Masson.");
  });
});
