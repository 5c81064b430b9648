/** An object of an answer whose fields have not been looked at yet. */
export type Fields = Readonly<Record<string, unknown>>;

const NOTHING: Fields = {};

/** The value as an object; an empty one if it is not. */
export const fields = (value: unknown): Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : NOTHING;

/** The value as a list; an empty one if it is not. */
export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** The value if it is a sentence with something in it. */
export const text = (value: unknown): string | null =>
  typeof value === "string" && value.trim() !== "" ? value : null;

/** The value if it is a finite number. */
export const amount = (value: unknown): number | null =>
  typeof value === "number" && Number.isFinite(value) ? value : null;

/** The value if it is a date that can be read. */
export function date(value: unknown): Date | null {
  const read = new Date(text(value) ?? "");
  return Number.isNaN(read.getTime()) ? null : read;
}
