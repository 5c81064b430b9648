import { fr } from "./fr.ts";
import type { Messages } from "./messages.ts";

export type Language = Messages["tag"];

const REMEMBERED = "ruelle-language";

const isLanguage = (tag: string | null | undefined): tag is Language => tag === "fr" || tag === "en";

/** The language a reader chose before, else the first of theirs that we speak, else the town's. */
export function preferredLanguage(
  remembered: string | null,
  browser: readonly string[],
  town: Language,
): Language {
  if (isLanguage(remembered)) return remembered;
  return browser.map((tag) => tag.slice(0, 2)).find(isLanguage) ?? town;
}

/** The sentences of a language; French comes with the page, English is fetched. */
export async function messages(language: Language): Promise<Messages> {
  return language === "fr" ? fr : (await import("./en.ts")).en;
}

/** What the reader chose on an earlier visit; null when never, or when the browser keeps nothing. */
export function rememberedLanguage(): string | null {
  try {
    return localStorage.getItem(REMEMBERED);
  } catch {
    return null;
  }
}

/** Keeps the choice for the next visit, where the browser allows it. */
export function rememberLanguage(language: Language): void {
  try {
    localStorage.setItem(REMEMBERED, language);
  } catch {
    // Private windows may refuse storage; the choice then lasts for this visit.
  }
}
