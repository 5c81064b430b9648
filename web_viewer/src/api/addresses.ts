import type { Place } from "../geo/place.ts";
import { getJson } from "./client.ts";
import { amount, fields, list, text } from "./json.ts";

/** A street or an address of the town. */
export interface Address {
  readonly label: string;
  readonly street: string;
  readonly houseNumber: string | null;
  readonly place: Place;
}

/** Addresses that resemble what was typed, best first. Throws ApiError. */
export async function addresses(words: string, signal?: AbortSignal): Promise<Address[]> {
  const answer = fields(await getJson(`/api/addresses?q=${encodeURIComponent(words)}`, signal));
  return list(answer.features).flatMap((feature) => parseAddress(feature) ?? []);
}

/** Reads one feature; null if it has no name or no place. */
export function parseAddress(value: unknown): Address | null {
  const feature = fields(value);
  const properties = fields(feature.properties);
  const [longitude, latitude] = list(fields(feature.geometry).coordinates);
  const longitudeDeg = amount(longitude);
  const latitudeDeg = amount(latitude);
  const label = text(properties.label) ?? text(properties.name);
  if (!label || longitudeDeg === null || latitudeDeg === null) return null;
  return {
    label,
    street: text(properties.street) ?? label,
    houseNumber: text(properties.number) ?? text(properties.housenumber),
    place: { longitudeDeg, latitudeDeg },
  };
}
