import { PICTURES } from "./places.ts";

type Json = Readonly<Record<string, unknown>>;
type Corners = readonly (readonly [headingDeg: number, pitchDeg: number])[];

/** A zone as the API tells it. */
interface Zone {
  readonly id: string;
  readonly kind: string;
  readonly corners_deg: Corners;
  readonly score: number;
  readonly origin: string;
  readonly doubtful: boolean;
  readonly decision: string | null;
  readonly has_look: boolean;
}

/** A picture under review, as the desk keeps it. */
export interface UnderReview {
  readonly itemId: string;
  readonly flat: boolean;
  readonly reasons: readonly string[];
  zones: readonly Zone[];
  closed: boolean;
}

const corners = (headingDeg: number, pitchDeg: number, reachDeg: number): Corners => [
  [headingDeg - reachDeg, pitchDeg + reachDeg],
  [headingDeg + reachDeg, pitchDeg + reachDeg],
  [headingDeg + reachDeg, pitchDeg - reachDeg],
  [headingDeg - reachDeg, pitchDeg - reachDeg],
];

const zone = (id: string, at: Corners, more: Partial<Zone>): Zone => ({
  id, kind: "face", corners_deg: at, score: 0.97, origin: "machine", doubtful: false, decision: null, has_look: false, ...more,
});

/** The queue at the beginning of a test. */
export function reviews(): UnderReview[] {
  return [...PICTURES.slice(0, 4), ...PICTURES.filter(({ isFlat }) => isFlat)].map(({ id, isFlat }, rank) => ({
    itemId: id,
    flat: isFlat === true,
    reasons: rank === 2 ? ["sample"] : ["doubtful"],
    closed: false,
    zones: [
      zone("m1", corners(-20, -3, 2), {}),
      zone("m2", corners(-6, -6, 3), { score: 0.99 }),
      zone("m3", corners(14, -4, 1.6), { score: 0.38, doubtful: rank !== 2, has_look: true }),
      ...(rank === 0 ? [zone("m4", corners(-34, -3, 1.4), { score: 0.29, doubtful: true, kind: "plate", origin: "neighbour" })] : []),
    ],
  }));
}

/** A review as the API tells it. */
export function review({ itemId, flat, reasons, zones, closed }: UnderReview): Json {
  const picture = PICTURES.find(({ id }) => id === itemId);
  const address = (part: string): string => `/api/pictures/${itemId}/${part}.jpg?v=1`;
  return {
    item_id: itemId,
    sequence_id: picture?.sequenceId,
    campaign: "Tournée sud",
    place: [picture?.street, picture?.houseNumber].filter(Boolean).join(", ") || null,
    captured_at: picture?.datetime,
    reasons,
    sampled: reasons.includes("sample"),
    zones: zones,
    undecided: zones.filter(({ doubtful, decision }) => doubtful && decision === null).length,
    first_by: null,
    closed_by: closed ? "A. Lefèvre" : null,
    thumb: address("thumb"),
    width_px: flat ? 4000 : 5760,
    height_px: flat ? 3000 : 2880,
    projection: flat ? "flat" : "equirectangular",
    levels: [
      { width: 5760, height: 2880, columns: 8, rows: 4 },
      { width: 2880, height: 1440, columns: 4, rows: 2 },
    ],
    tiles: `/api/pictures/${itemId}/tiles/{level}/{column}_{row}.jpg?v=1`,
    sd: address("sd"),
    preview: address("preview"),
    pack: "1",
    four_eyes: false,
    may_lift: true,
    next: null,
  };
}
