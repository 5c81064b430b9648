import { ownPath } from "../api/client.ts";
import { amount, date, type Fields, fields, list, text } from "../api/json.ts";
import type { TileLevel } from "../api/panorama.ts";

/** Heading clockwise from the middle of the picture, and pitch above its horizon, in degrees. */
export type Corner = readonly [headingDeg: number, pitchDeg: number];

export type Decision = "keep" | "lift";

export const KINDS = ["face", "plate", "person", "house", "other"] as const;
export type Kind = (typeof KINDS)[number];

/** A part of a picture that is blurred, or was. */
export interface Zone {
  readonly id: string;
  readonly kind: Kind;
  readonly corners: readonly Corner[];
  readonly score: number;
  readonly origin: "machine" | "neighbour" | "person" | "request";
  readonly doubtful: boolean;
  readonly decision: Decision | null;
  readonly hasLook: boolean;
}

/** A picture in the queue. */
export interface Brief {
  readonly itemId: string;
  readonly campaign: string;
  readonly place: string | null;
  readonly takenAt: Date | null;
  readonly reasons: readonly string[];
  readonly isSample: boolean;
  readonly zones: number;
  readonly undecided: number;
  readonly firstBy: string | null;
  readonly isClosed: boolean;
  readonly thumbUrl: string | null;
}

/** The picture of a review: blurred, in tiles. */
export interface Sight {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly isFlat: boolean;
  readonly levels: readonly TileLevel[];
  readonly tileTemplate: string | null;
  readonly sdUrl: string;
  readonly previewUrl: string | null;
  readonly pack: string;
}

/** A picture under review with its zones; without a sight where the detectors broke down. */
export interface Review extends Brief {
  readonly sight: Sight | null;
  readonly shown: readonly Zone[];
  readonly next: string | null;
  /** Whether everybody sees it already. */
  readonly isOnline: boolean;
  readonly fourEyes: boolean;
  readonly mayLift: boolean;
}

/** The queue as the server tells it. */
export interface Queue {
  readonly reviews: readonly Brief[];
  readonly open: number;
  readonly next: string | null;
}

export const isUndecided = ({ doubtful, decision }: Zone): boolean => doubtful && decision === null;

/** Reads the answer of `/api/review`. */
export function parseQueue(value: unknown): Queue {
  const told = fields(value);
  return { reviews: list(told.reviews).map((one) => parseBrief(fields(one))), open: amount(told.open) ?? 0, next: text(told.next) };
}

/** Reads the answer of `/api/review/{id}`. */
export function parseReview(value: unknown): Review {
  const told = fields(value);
  return {
    ...parseBrief(told),
    sight: parseSight(told),
    shown: list(told.zones).map((one) => parseZone(fields(one))),
    next: text(told.next),
    isOnline: told.published === true,
    fourEyes: told.four_eyes === true,
    mayLift: told.may_lift !== false,
  };
}

function parseBrief(told: Fields): Brief {
  const thumb = text(told.thumb);
  return {
    itemId: text(told.item_id) ?? "",
    campaign: text(told.campaign) ?? "",
    place: text(told.place),
    takenAt: date(told.captured_at),
    reasons: list(told.reasons).flatMap((reason) => text(reason) ?? []),
    isSample: told.sampled === true,
    zones: amount(told.zones) ?? 0,
    undecided: amount(told.undecided) ?? 0,
    firstBy: text(told.first_by),
    isClosed: text(told.closed_by) !== null,
    thumbUrl: thumb ? ownPath(thumb) : null,
  };
}

function parseSight(told: Fields): Sight | null {
  const sd = text(told.sd);
  const preview = text(told.preview);
  const tiles = text(told.tiles);
  if (!sd) return null;
  return {
    widthPx: amount(told.width_px) ?? 2,
    heightPx: amount(told.height_px) ?? 1,
    isFlat: told.projection === "flat",
    levels: list(told.levels).map((one) => {
      const level = fields(one);
      const size = (name: string): number => amount(level[name]) ?? 0;
      return { widthPx: size("width"), heightPx: size("height"), columns: size("columns"), rows: size("rows") };
    }),
    tileTemplate: tiles ? decodeURI(ownPath(tiles)) : null,
    sdUrl: ownPath(sd),
    previewUrl: preview ? ownPath(preview) : null,
    pack: text(told.pack) ?? "",
  };
}

function parseZone(told: Fields): Zone {
  const origins = ["machine", "neighbour", "person", "request"] as const;
  return {
    id: text(told.id) ?? "",
    kind: KINDS.find((kind) => kind === told.kind) ?? "other",
    corners: list(told.corners_deg).map((corner) => {
      const [headingDeg, pitchDeg] = list(corner);
      return [amount(headingDeg) ?? 0, amount(pitchDeg) ?? 0];
    }),
    score: amount(told.score) ?? 1,
    origin: origins.find((origin) => origin === told.origin) ?? "machine",
    doubtful: told.doubtful === true,
    decision: told.decision === "keep" || told.decision === "lift" ? told.decision : null,
    hasLook: told.has_look === true,
  };
}
