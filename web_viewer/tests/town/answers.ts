import { createHash } from "node:crypto";
import { distance } from "../../src/geo/place.ts";
import { ADDRESSES, PICTURES, type TownPicture } from "./places.ts";

const LEVELS = [
  { width: 5760, height: 2880, columns: 8, rows: 4 },
  { width: 2880, height: 1440, columns: 4, rows: 2 },
];

type Json = Readonly<Record<string, unknown>>;

/** How often each picture was made anew, since somebody asked for a blur. */
const remade = new Map<string, number>();

/** The answer of the town's API to a path; null where it has none. */
export function answer(url: URL): Json | null {
  const { pathname, searchParams } = url;
  if (pathname === "/api/search") return { type: "FeatureCollection", features: search(searchParams).map((one) => whole(one, url.origin)) };
  if (pathname === "/api/configuration") return CONFIGURATION;
  if (pathname === "/api/addresses") return { features: addresses(searchParams.get("q") ?? "") };
  if (pathname === "/api/streets") return { streets: streets() };
  if (pathname === "/api/streets/positions") return { positions: positions(searchParams.get("street") ?? "") };
  if (pathname === "/api/map/style.json") return style();
  if (pathname === "/api/requests/challenge") return { challenge: CHALLENGE, difficulty_bits: BITS, expires_s: 1800 };
  return null;
}

const CONFIGURATION = {
  town: "Fleury-sur-Orne",
  accent: "#0e5a4b",
  contact: "mairie@fleury.example",
  language: "fr",
  license: { id: "etalab-2.0" },
};

/** A request for a blur as the town takes it in: with its work done, once; then the picture is another. */
export function take(body: Json): { status: number; answer: Json } {
  const bits = createHash("sha256").update(`${CHALLENGE}:${String(body.nonce)}`).digest().readUInt32BE();
  const corners = body.corners_deg;
  if (bits >>> (32 - BITS) !== 0 || !Array.isArray(corners) || corners.length !== 4) {
    return { status: 400, answer: { code: "challenge-wrong", description: "Cette page est périmée.", remedy: "Rechargez-la." } };
  }
  const id = String(body.item_id);
  remade.set(id, (remade.get(id) ?? 1) + 1);
  return { status: 201, answer: { id: "request", state: "open", follow: "/requests/secret" } };
}

const CHALLENGE = "12.1790000000.unique.signature";
const BITS = 12;

function search(asked: URLSearchParams): TownPicture[] {
  const ids = asked.get("ids")?.split(",");
  const bbox = asked.get("bbox")?.split(",").map(Number) as [number, number, number, number] | undefined;
  return PICTURES.filter(
    ({ id, longitudeDeg: lon, latitudeDeg: lat }) =>
      (!ids || ids.includes(id)) && (!bbox || (lon >= bbox[0] && lat >= bbox[1] && lon <= bbox[2] && lat <= bbox[3])),
  ).slice(0, Number(asked.get("limit") ?? 10));
}

function brief(one: TownPicture, origin: string): Json {
  const asset = (key: string): Json => ({ href: `${origin}/api/pictures/${one.id}/${key}.jpg?v=${remade.get(one.id) ?? 1}`, type: "image/jpeg" });
  return {
    type: "Feature",
    id: one.id,
    collection: one.sequenceId,
    geometry: point(one),
    properties: {
      datetime: one.datetime,
      license: "etalab-2.0",
      "view:azimuth": one.headingDeg,
      "pers:interior_orientation": { field_of_view: one.isFlat ? 70 : 360 },
      "quality:horizontal_accuracy": 0.8,
      "ruelle:street": one.street,
      "ruelle:number": one.houseNumber,
    },
    assets: { sd: asset("sd"), thumb: asset("thumb"), preview: asset("preview") },
    links: [],
  };
}

function whole(one: TownPicture, origin: string): Json {
  const item = brief(one, origin);
  const run = PICTURES.filter(({ sequenceId }) => sequenceId === one.sequenceId);
  const rank = run.indexOf(one);
  const related = PICTURES.filter((other) => other.sequenceId !== one.sequenceId && distance(one, other) < 15);
  const links = [
    ...run.slice(Math.max(0, rank - 1), rank).map((other) => link("prev", other, origin)),
    ...run.slice(rank + 1, rank + 2).map((other) => link("next", other, origin)),
    ...related.map((other) => link("related", other, origin)),
  ];
  const tiles = { href: `${origin}/api/pictures/${one.id}/tiles/{level}/{column}_{row}.jpg?v=${remade.get(one.id) ?? 1}` };
  const properties = { ...(item.properties as Json), ...(one.isFlat ? {} : { "ruelle:levels": LEVELS }) };
  return { ...item, properties, links, asset_templates: one.isFlat ? {} : { "ruelle:tiles": tiles } };
}

function link(rel: string, other: TownPicture, origin: string): Json {
  const href = `${origin}/api/collections/${other.sequenceId}/items/${other.id}`;
  return { rel, href, id: other.id, geometry: point(other), datetime: other.datetime };
}

const point = ({ longitudeDeg, latitudeDeg }: { longitudeDeg: number; latitudeDeg: number }): Json => ({
  type: "Point",
  coordinates: [longitudeDeg, latitudeDeg],
});

function addresses(words: string): Json[] {
  const plain = (sentence: string): string => sentence.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  return ADDRESSES.filter(({ street, houseNumber }) => plain(`${houseNumber} ${street}`).includes(plain(words))).map((address) => ({
    geometry: point(address),
    properties: { label: `${address.houseNumber} ${address.street}`, street: address.street, number: address.houseNumber },
  }));
}

function streets(): Json[] {
  const names = [...new Set(PICTURES.map(({ street }) => street))].toSorted();
  return names.map((name) => {
    const here = PICTURES.filter(({ street }) => street === name);
    const positions = here.map((one) => ({
      id: one.id,
      number: one.houseNumber,
      place: [one.longitudeDeg, one.latitudeDeg],
      heading: one.headingDeg,
    }));
    return { name, count: here.length, numbers: here.map(({ houseNumber }) => houseNumber), positions: positions.slice(0, 6) };
  });
}

function positions(name: string): Json[] {
  return PICTURES.filter(({ street }) => street === name).map(({ id, houseNumber, datetime }) => ({
    id,
    number: houseNumber,
    datetime,
  }));
}

function style(): Json {
  const runs = [...new Set(PICTURES.map(({ sequenceId }) => sequenceId))];
  const lines = runs.map((run) => ({
    type: "Feature",
    properties: {},
    geometry: {
      type: "LineString",
      coordinates: PICTURES.filter(({ sequenceId }) => sequenceId === run).map(({ longitudeDeg, latitudeDeg }) => [longitudeDeg, latitudeDeg]),
    },
  }));
  return {
    version: 8,
    sources: { streets: { type: "geojson", data: { type: "FeatureCollection", features: lines } } },
    layers: [
      { id: "ground", type: "background", paint: { "background-color": "#f1ede4" } },
      { id: "streets", type: "line", source: "streets", paint: { "line-color": "#0e5a4b", "line-width": 3 } },
    ],
  };
}
