import type { Language } from "./language.ts";

const NARROW = "\u00a0";

/** "14 avril 2026" or "14 April 2026", on the day it was where the picture was taken. */
export function longDate(date: Date, language: Language): string {
  return format(date, language, { day: "numeric", month: "long", year: "numeric" });
}

/** "3 sept. 2024" or "3 Sept 2024". */
export function shortDate(date: Date, language: Language): string {
  return format(date, language, { day: "numeric", month: "short", year: "numeric" });
}

/** "10 h 42" or "10:42". */
export function timeOfDay(date: Date, language: Language): string {
  const time = format(date, language, { hour: "2-digit", minute: "2-digit" });
  return language === "fr" ? time.replace(":", `${NARROW}h${NARROW}`) : time;
}

/** "12 m" or "1,4 km", no finer than it is known. */
export function metres(distanceM: number, language: Language): string {
  if (distanceM < 995) return `${Math.max(1, Math.round(distanceM))}${NARROW}m`;
  return `${decimal(distanceM / 1000, language)}${NARROW}km`;
}

/** One decimal at most, with the comma or point of the language. */
export function decimal(value: number, language: Language): string {
  return new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(value);
}

function format(date: Date, language: Language, options: Intl.DateTimeFormatOptions): string {
  const tag = language === "fr" ? "fr-FR" : "en-GB";
  return new Intl.DateTimeFormat(tag, { timeZone: "Europe/Paris", ...options }).format(date);
}
