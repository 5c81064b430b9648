import type { Place } from "../geo/place.ts";
import { normalise } from "../geo/place.ts";
import { ownPath } from "./client.ts";
import { amount, date, type Fields, fields, list, text } from "./json.ts";

/** One level of a tile pyramid. */
export interface TileLevel {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly columns: number;
  readonly rows: number;
}

/** A picture that can be reached from another one. */
export interface Neighbour {
  readonly id: string;
  readonly place: Place;
  readonly takenAt: Date | null;
  readonly street: string | null;
}

/** One picture at one place and time, as the page needs it. */
export interface Panorama {
  readonly id: string;
  readonly sequenceId: string;
  readonly place: Place;
  readonly takenAt: Date | null;
  /** Direction of the middle of the picture, clockwise from north. */
  readonly headingDeg: number;
  readonly pitchDeg: number;
  readonly rollDeg: number;
  readonly fieldOfViewDeg: number;
  /** Level 0 is the finest. */
  readonly levels: readonly TileLevel[];
  readonly tileTemplate: string | null;
  readonly sdUrl: string;
  readonly thumbUrl: string | null;
  readonly previewUrl: string | null;
  readonly street: string | null;
  readonly houseNumber: string | null;
  readonly accuracyM: number | null;
  readonly licence: string | null;
  readonly previous: Neighbour | null;
  readonly next: Neighbour | null;
  readonly related: readonly Neighbour[];
}

/** Whether the picture shows all around. */
export const isSphere = (panorama: Panorama): boolean => panorama.fieldOfViewDeg >= 360;

/** Reads a STAC feature; null if it lacks what no page can do without: an id, a place, a picture. */
export function parsePanorama(value: unknown): Panorama | null {
  const feature = fields(value);
  const properties = fields(feature.properties);
  const id = text(feature.id);
  const place = parsePlace(feature.geometry);
  const assets = fields(feature.assets);
  const sdUrl = href(assets.sd);
  if (!id || !place || !sdUrl) return null;
  const links = list(feature.links).map(fields);
  const orientation = fields(properties["pers:interior_orientation"]);
  return {
    id,
    place,
    sdUrl,
    sequenceId: text(feature.collection) ?? "",
    takenAt: date(properties.datetime),
    headingDeg: normalise(amount(properties["view:azimuth"]) ?? 0),
    pitchDeg: amount(properties["pers:pitch"]) ?? 0,
    rollDeg: amount(properties["pers:roll"]) ?? 0,
    fieldOfViewDeg: amount(orientation.field_of_view) ?? 0,
    levels: parseLevels(properties["ruelle:levels"]),
    tileTemplate: parseTemplate(feature, properties),
    thumbUrl: href(assets.thumb),
    previewUrl: href(assets.preview),
    street: text(properties["ruelle:street"]),
    houseNumber: text(properties["ruelle:number"]),
    accuracyM: amount(properties["quality:horizontal_accuracy"]),
    licence: text(properties.license),
    previous: neighbours(links, "prev")[0] ?? null,
    next: neighbours(links, "next")[0] ?? null,
    related: neighbours(links, "related"),
  };
}

function parseTemplate(feature: Fields, properties: Fields): string | null {
  const template = fields(feature.asset_templates)["ruelle:tiles"];
  const address = text(properties["ruelle:tiles"]) ?? text(fields(template).href);
  return address ? decodeURI(ownPath(address)) : null;
}

function href(asset: unknown): string | null {
  const address = text(fields(asset).href);
  return address ? ownPath(address) : null;
}

function parsePlace(geometry: unknown): Place | null {
  const [longitude, latitude] = list(fields(geometry).coordinates);
  const longitudeDeg = amount(longitude);
  const latitudeDeg = amount(latitude);
  return longitudeDeg === null || latitudeDeg === null ? null : { longitudeDeg, latitudeDeg };
}

function parseLevels(value: unknown): TileLevel[] {
  return list(value)
    .map(fields)
    .map((level) => ({
      widthPx: amount(level.width) ?? 0,
      heightPx: amount(level.height) ?? 0,
      columns: amount(level.columns) ?? 0,
      rows: amount(level.rows) ?? 0,
    }))
    .filter((level) => level.widthPx > 0 && level.heightPx > 0 && level.columns > 0 && level.rows > 0);
}

function neighbours(links: readonly Fields[], relation: string): Neighbour[] {
  return links.filter((link) => link.rel === relation).flatMap((link) => {
    const id = text(link.id);
    const place = parsePlace(link.geometry);
    if (!id || !place) return [];
    return [{ id, place, takenAt: date(link.datetime), street: text(link["ruelle:street"]) }];
  });
}
