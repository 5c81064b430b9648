import type { Language } from "../i18n/language.ts";
import { longDate, timeOfDay } from "../i18n/quantities.ts";

const NARROW = "\u202f";
const UNITS = { fr: ["octets", "ko", "Mo", "Go", "To"], en: ["bytes", "kB", "MB", "GB", "TB"] } as const;
const MINUTE_S = 60;
const HOUR_S = 3600;

const numbers = (language: Language, digits: number): Intl.NumberFormat =>
  new Intl.NumberFormat(language === "fr" ? "fr-FR" : "en-GB", { maximumFractionDigits: digits });

/** "2 480" or "2,480". */
export const count = (value: number, language: Language): string => numbers(language, 0).format(value);

/** "1,42 To", three digits at most. */
export function bytes(value: number, language: Language): string {
  const rank = Math.max(0, Math.min(4, Math.floor(Math.log10(Math.max(1, value)) / 3)));
  const scaled = value / 1000 ** rank;
  const digits = rank === 0 || scaled >= 100 ? 0 : scaled >= 10 ? 1 : 2;
  return `${numbers(language, digits).format(scaled)}${NARROW}${UNITS[language][rank]}`;
}

/** "61 %" or "61%"; `digits` after the comma. */
export function percent(share: number, language: Language, digits = 0): string {
  const cut = Math.floor(share * 100 * 10 ** digits + 1e-9) / 10 ** digits;
  return `${numbers(language, digits).format(cut)}${language === "fr" ? NARROW : ""}%`;
}

/** "38 min" or "1 h 10", no finer than a guess deserves. */
export function duration(seconds: number): string {
  if (seconds < HOUR_S) return `${Math.max(1, Math.round(seconds / MINUTE_S))}${NARROW}min`;
  const minutes = Math.round((seconds % HOUR_S) / MINUTE_S / 5) * 5;
  const hours = Math.floor(seconds / HOUR_S) + (minutes === 60 ? 1 : 0);
  return minutes % 60 === 0 ? `${hours}${NARROW}h` : `${hours}${NARROW}h${NARROW}${String(minutes).padStart(2, "0")}`;
}

/** Whether two moments fall on the same day in France. */
export const isToday = (at: Date, now: Date): boolean => longDate(at, "en") === longDate(now, "en");

/** "10 h 42" today, the date and the hour on another day. */
export function moment(at: Date, language: Language, now = new Date()): string {
  const time = timeOfDay(at, language);
  return isToday(at, now) ? time : `${longDate(at, language)}, ${time}`;
}
