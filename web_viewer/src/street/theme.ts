/** Red, green and blue, each from 0 to 1. */
type Rgb = readonly [number, number, number];

/** A town's colours, all as `#rrggbb`. */
export interface Theme {
  readonly accent: string;
  readonly accentDark: string;
  readonly accentSoft: string;
}

/** The accent of the house, used when a town gives none or one that cannot be read. */
export const HOUSE_THEME: Theme = { accent: "#0e5a4b", accentDark: "#0a4439", accentSoft: "#e3efea" };

/** Least contrast of text on its ground (WCAG 2.2, criterion 1.4.3). */
export const LEAST_CONTRAST = 4.5;

const WHITE: Rgb = [1, 1, 1];
const DARKENING = 0.76;
const SOFTENING = 0.885;

/** A town's theme from its accent. Refuses, with the contrast found, what is under 4.5:1 on white. */
export function themeOf(accent: string): { theme: Theme } | { refusedContrast: number } {
  const colour = parse(accent);
  if (!colour) return { refusedContrast: 0 };
  const ratio = contrast(colour, WHITE);
  if (ratio < LEAST_CONTRAST) return { refusedContrast: ratio };
  return {
    theme: {
      accent: print(colour),
      accentDark: print(mix(colour, [0, 0, 0], 1 - DARKENING)),
      accentSoft: print(mix(colour, WHITE, SOFTENING)),
    },
  };
}

/** Colours a part of the page; what it gives when it refuses is the contrast that fell short. */
export function applyTheme(element: HTMLElement, accent: string): number | null {
  const asked = themeOf(accent);
  const theme = "theme" in asked ? asked.theme : HOUSE_THEME;
  element.style.setProperty("--accent", theme.accent);
  element.style.setProperty("--accent-dark", theme.accentDark);
  element.style.setProperty("--accent-soft", theme.accentSoft);
  return "theme" in asked ? null : asked.refusedContrast;
}

/** Contrast of two `#rrggbb` colours, from 1 to 21; 0 if one cannot be read. */
export function contrastOf(one: string, other: string): number {
  const [a, b] = [parse(one), parse(other)];
  return a && b ? contrast(a, b) : 0;
}

function contrast(one: Rgb, other: Rgb): number {
  const [light, dark] = [luminance(one), luminance(other)].toSorted((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** Relative luminance (WCAG 2.2). */
function luminance(colour: Rgb): number {
  const [red, green, blue] = colour.map((channel) =>
    channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4,
  ) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function mix(from: Rgb, to: Rgb, share: number): Rgb {
  return from.map((channel, index) => channel + ((to[index] ?? 0) - channel) * share) as unknown as Rgb;
}

function parse(colour: string): Rgb | null {
  const digits = /^#([0-9a-f]{6})$/i.exec(colour.trim())?.[1];
  if (!digits) return null;
  const channel = (start: number): number => Number.parseInt(digits.slice(start, start + 2), 16) / 255;
  return [channel(0), channel(2), channel(4)];
}

function print(colour: Rgb): string {
  const hexadecimal = colour.map((channel) => Math.round(channel * 255).toString(16).padStart(2, "0"));
  return `#${hexadecimal.join("")}`;
}
