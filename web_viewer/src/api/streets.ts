import type { Place } from "../geo/place.ts";
import { getJson } from "./client.ts";
import { amount, date, fields, list, text } from "./json.ts";

/** A place in a street where a picture was taken, with the direction of travel if it is known. */
export interface StreetPlace {
  readonly place: Place;
  readonly headingDeg: number | null;
}

/** A street with pictures; the name is empty for pictures that stand near no address. */
export interface Street {
  readonly name: string;
  readonly count: number;
  /** The numbers of the first and the last house that a picture stands near to. */
  readonly numbers: readonly [first: string, last: string] | null;
  /** Some places along the street, from one end to the other. */
  readonly places: readonly StreetPlace[];
}

/** One picture of a street, with the number of the nearest house if it is known. */
export interface Position {
  readonly id: string;
  readonly houseNumber: string | null;
  readonly takenAt: Date | null;
}

/** The streets of the town that have pictures, in the order of their names. Throws ApiError. */
export async function streets(signal?: AbortSignal): Promise<Street[]> {
  const answer = fields(await getJson("/api/streets", signal));
  return list(answer.streets).flatMap((street) => parseStreet(street) ?? []);
}

/** The pictures of a street, in the order of its house numbers. Throws ApiError. */
export async function positions(street: string, signal?: AbortSignal): Promise<Position[]> {
  const answer = fields(await getJson(`/api/streets/positions?street=${encodeURIComponent(street)}`, signal));
  return list(answer.positions).flatMap((position) => parsePosition(position) ?? []);
}

/** Reads one street; null if it has no picture. */
export function parseStreet(value: unknown): Street | null {
  const street = fields(value);
  const count = amount(street.count) ?? 0;
  if (count === 0) return null;
  const numbers = list(street.numbers).flatMap((number) => text(number) ?? []);
  const [first, last] = [numbers[0], numbers.at(-1)];
  return {
    name: text(street.name) ?? "",
    count,
    numbers: first && last ? [first, last] : null,
    places: list(street.positions).flatMap((position) => parsePlace(position) ?? []),
  };
}

function parsePlace(value: unknown): StreetPlace | null {
  const position = fields(value);
  const [longitudeDeg, latitudeDeg] = list(position.place).map(amount);
  if (typeof longitudeDeg !== "number" || typeof latitudeDeg !== "number") return null;
  return { place: { longitudeDeg, latitudeDeg }, headingDeg: amount(position.heading) };
}

/** Reads one position; null if it has no picture. */
export function parsePosition(value: unknown): Position | null {
  const position = fields(value);
  const id = text(position.id);
  return id ? { id, houseNumber: text(position.number), takenAt: date(position.datetime) } : null;
}
