/** One picture of the town that the tests walk in. */
export interface TownPicture {
  readonly id: string;
  readonly sequenceId: string;
  readonly street: string;
  readonly houseNumber: string;
  readonly longitudeDeg: number;
  readonly latitudeDeg: number;
  readonly headingDeg: number;
  readonly datetime: string;
  readonly alongM: number;
  readonly isFlat?: boolean;
}

const ORIGIN = { longitudeDeg: -0.375, latitudeDeg: 49.149 };
const METRE_NORTH = 1 / 111_195;
const METRE_EAST = METRE_NORTH / Math.cos((ORIGIN.latitudeDeg * Math.PI) / 180);

/** A street of twelve pictures, 5 m apart, northwards; a cross street of five; and an older drive of the first. */
export const PICTURES: readonly TownPicture[] = [
  ...run("prieure", "Rue du Prieuré", 12, { east: 0, north: 0, headingDeg: 8 }, "2026-04-14T08:42"),
  ...run("solferino", "Rue de Solférino", 5, { east: 9, north: 28, headingDeg: 98 }, "2026-04-14T09:10"),
  ...run("prieure-2024", "Rue du Prieuré", 12, { east: 1, north: 1, headingDeg: 8 }, "2024-09-03T13:05"),
  { ...one("garage", "Impasse du Lavoir", 0, { east: 160, north: 60, headingDeg: 190 }, "2026-04-14T10:00"), isFlat: true },
];

export const ADDRESSES = [
  ...PICTURES.filter(({ sequenceId }) => sequenceId !== "prieure-2024"),
  { street: "Rue Masson", houseNumber: "3", longitudeDeg: ORIGIN.longitudeDeg + 90 * METRE_EAST, latitudeDeg: ORIGIN.latitudeDeg },
].map(({ street, houseNumber, longitudeDeg, latitudeDeg }) => ({ street, houseNumber, longitudeDeg, latitudeDeg }));

interface Start {
  readonly east: number;
  readonly north: number;
  readonly headingDeg: number;
}

function run(sequenceId: string, street: string, count: number, start: Start, minute: string): TownPicture[] {
  return Array.from({ length: count }, (_, rank) => one(sequenceId, street, rank, start, minute));
}

function one(sequenceId: string, street: string, rank: number, start: Start, minute: string): TownPicture {
  const alongM = rank * 5;
  const heading = (start.headingDeg * Math.PI) / 180;
  return {
    id: `${sequenceId}-${rank}`,
    sequenceId,
    street,
    houseNumber: String(2 + rank * 2),
    longitudeDeg: ORIGIN.longitudeDeg + (start.east + alongM * Math.sin(heading)) * METRE_EAST,
    latitudeDeg: ORIGIN.latitudeDeg + (start.north + alongM * Math.cos(heading)) * METRE_NORTH,
    headingDeg: start.headingDeg,
    datetime: `${minute}:${String(rank * 2).padStart(2, "0")}Z`,
    alongM,
  };
}
