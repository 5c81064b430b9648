import type { Language } from "../i18n/language.ts";
import { fr, type Words } from "./fr.ts";

/** The sentences of the operators' page; French comes with it, English is fetched. */
export async function wordsIn(language: Language): Promise<Words> {
  return language === "fr" ? fr : (await import("./en.ts")).en;
}
