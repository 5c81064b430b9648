import type { IncomingMessage, ServerResponse } from "node:http";
import { PICTURES } from "./places.ts";
import { review, reviews } from "./reviews.ts";

type Json = Readonly<Record<string, unknown>>;

/** What only staff may ask. */
const STAFFS = /^\/api\/(operate|review|journal|users\/me|campaigns|requests$|requests\/[^/]+\/decision$)/;
const GB = 1e9;
const CHUNK_CEILING_BYTES = 8 * 1024 * 1024;

/** An upload under way at the desk. */
interface Upload {
  readonly id: string;
  readonly campaign: string;
  readonly visibility: string;
  readonly files: { name: string; size_bytes: number; received_bytes: number }[];
  state: string;
}

/** The operators' side of the town's API: jobs, uploads, reviews and requests, kept in memory. */
export class StaffDesk {
  readonly #uploads = new Map<string, Upload>();
  readonly #reviews = reviews();
  readonly #requests = requests();
  #isAsking = true;

  /** Answers a request for staff; false for any other. */
  async answer(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    const path = new URL(request.url ?? "/", "http://desk.invalid").pathname;
    const isWish = path === "/api/requests" && request.method === "POST";
    if (isWish || !STAFFS.test(path)) return false;
    const body = await bytesOf(request);
    const told = path.includes("/uploads") ? this.#upload(request, path, body) : this.#told(request.method ?? "GET", path, body);
    const [status, json] = told ?? [404, { code: "page-unknown", message: "Cette adresse n’existe pas.", remedy: "" }];
    response.writeHead(status, { "Content-Type": "application/json", "Cache-Control": "no-store" });
    response.end(status === 204 ? undefined : JSON.stringify(json));
    return true;
  }

  #told(method: string, path: string, body: Buffer): readonly [number, Json] | null {
    const [, itemId, more] = /^\/api\/review\/([^/]+)(\/decisions)?$/.exec(path) ?? [];
    if (path === "/api/users/me") return [200, { id: "1", name: "A. Lefèvre", role: "admin" }];
    if (path === "/api/operate") return [200, this.#snapshot()];
    if (path.startsWith("/api/operate/drives/")) return this.#drive(path);
    if (path === "/api/review") return [200, this.#queue()];
    if (itemId) return this.#review(decodeURIComponent(itemId), more && method === "POST" ? JSON.parse(body.toString()) : null);
    if (path === "/api/requests") return [200, { requests: this.#requests, open: this.#requests.length, next: null }];
    if (path.startsWith("/api/requests/")) return [200, { id: this.#requests.shift()?.id, open: this.#requests.length }];
    if (path.startsWith("/api/campaigns/")) return [200, SAMPLE];
    if (path === "/api/journal") return [200, JOURNAL];
    return null;
  }

  #queue(): Json {
    const open = this.#reviews.filter((one) => !one.closed).map((one) => review(one));
    return { reviews: open, open: open.length, next: null };
  }

  #review(itemId: string, ruling: Ruling | null): readonly [number, Json] | null {
    const found = this.#reviews.find((one) => one.itemId === itemId);
    if (!found) return null;
    for (const { zone_id, decision } of ruling?.decisions ?? []) {
      found.zones = found.zones.map((zone) => (zone.id === zone_id ? { ...zone, decision } : zone));
    }
    for (const added of ruling?.added ?? []) {
      found.zones = [...found.zones, { id: `p-${found.zones.length}-${itemId}`, ...added, score: 1, origin: "person", doubtful: false, decision: null, has_look: false }];
    }
    found.zones = found.zones.filter(({ id }) => !ruling?.removed?.includes(id));
    if (ruling?.finish) {
      if (found.zones.some((zone) => zone.doubtful && zone.decision === null)) {
        return [409, { code: "review-undecided", message: "Des zones restent à décider.", remedy: "Décidez-les d’abord." }];
      }
      found.closed = true;
    }
    const next = this.#reviews.find((one) => !one.closed && one !== found)?.itemId ?? null;
    return [200, { ...review(found), next }];
  }

  #drive(path: string): readonly [number, Json] {
    if (path.endsWith("/answer")) this.#isAsking = false;
    return [200, {}];
  }

  #upload(request: IncomingMessage, path: string, body: Buffer): readonly [number, Json] | null {
    if (request.method === "POST" && path.endsWith("/uploads")) return this.#announce(JSON.parse(body.toString()));
    const [, id, index, finish] = /\/uploads\/([^/]+)(?:\/files\/(\d+)|(\/finish))?$/.exec(path) ?? [];
    const upload = this.#uploads.get(id ?? "");
    if (!upload) return null;
    if (request.method === "DELETE") return this.#uploads.delete(upload.id) ? [204, {}] : null;
    const file = upload.files[Number(index)];
    if (index !== undefined && file) {
      const offset = Number(request.headers["upload-offset"]);
      if (offset !== file.received_bytes || body.length > CHUNK_CEILING_BYTES) return [409, { code: "upload-offset", message: "", remedy: "" }];
      file.received_bytes += body.length;
      return [204, {}];
    }
    if (finish) upload.state = "queued";
    return [200, { ...upload }];
  }

  #announce(asked: { campaign: string; visibility: string; files: { name: string; size_bytes: number }[] }): readonly [number, Json] {
    const id = `upload-${this.#uploads.size + 1}`;
    const upload: Upload = { id, ...asked, files: asked.files.map((file) => ({ ...file, received_bytes: 0 })), state: "uploading" };
    this.#uploads.set(id, upload);
    return [201, { ...upload }];
  }

  #snapshot(): Json {
    const uploads = [...this.#uploads.values()].map((upload) => ({
      id: upload.id,
      campaign: upload.campaign,
      kind: "upload",
      state: upload.state,
      step: "receive",
      unit: "bytes",
      done: upload.files.reduce((sum, file) => sum + file.received_bytes, 0),
      total: upload.files.reduce((sum, file) => sum + file.size_bytes, 0),
      visibility: upload.visibility,
      actions: ["cancel"],
    }));
    return { ...SNAPSHOT, jobs: [...uploads, ...(this.#isAsking ? [ASKING] : []), ...JOBS], review: this.#open() };
  }

  #open(): Json {
    return { open: this.#reviews.filter(({ closed }) => !closed).length };
  }
}

interface Ruling {
  readonly decisions?: readonly { zone_id: string; decision: string | null }[];
  readonly added?: readonly { kind: string; corners_deg: readonly (readonly [number, number])[] }[];
  readonly removed?: readonly string[];
  readonly finish?: boolean;
}

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

const steps = (counts: readonly (readonly [string, number, number])[]): Json[] => counts.map(([name, done, total]) => ({ name, done, total }));

const ASKING = {
  id: "nord",
  campaign: "Tournée nord, 2ᵉ carte",
  kind: "drive",
  state: "waiting",
  step: "place",
  unit: "originals",
  done: 0,
  total: 1320,
  visibility: "public",
  actions: ["answer", "cancel"],
  question: {
    problem: "L’horloge de la caméra avance de 2\u202fh sur la trace GPS.",
    remedy: "Dites de combien il faut la décaler.",
    answers: [
      { label: "Décaler de −2\u202fh et reprendre", clock_offset_s: -7200 },
      { label: "Ne pas décaler et reprendre", clock_offset_s: 0 },
    ],
  },
};

const JOBS = [
  {
    id: "sud",
    campaign: "Relevé de printemps, tournée sud",
    kind: "drive",
    state: "running",
    step: "anonymise",
    unit: "pictures",
    done: 1290,
    total: 2480,
    steps: steps([["receive", 2480, 2480], ["place", 2480, 2480], ["anonymise", 1290, 2480], ["review", 0, 2480], ["publish", 0, 2480]]),
    pictures: 2474,
    visibility: "public",
    actions: ["cancel"],
  },
  { id: "paris", campaign: "Rue de Paris", kind: "drive", state: "queued", step: "anonymise", unit: "pictures", done: 0, total: 96, pictures: 96, visibility: "staff", actions: ["cancel"] },
  ...[
    ["centre", "Tournée centre", 1890, 0],
    ["est", "Tournée est", 2016, 12],
  ].map(([id, campaign, ready, review]) => ({
    id, campaign, ready, review, kind: "drive", state: "done", step: "publish", unit: "pictures", done: ready, total: ready, pictures: ready, visibility: "public", actions: ["unpublish", "erase"],
    finished_at: new Date().toISOString(),
  })),
];

const SNAPSHOT = {
  failures: ["GS010117.JPG", "GS010118.JPG"].map((name) => ({
    name, drive_id: "sud", action: { verb: "retry", drive_id: "sud", label: "Reprendre" },
    problem: `${name} est coupé\u202f: il manque la fin du fichier.`, remedy: "Copiez-le de nouveau depuis la carte.", unharmed: "Les 1\u202f106 autres images sont prêtes.",
  })),
  disk: { used_bytes: 1420 * GB, free_bytes: 580 * GB, total_bytes: 2000 * GB, level: "ok", days_left: 96 },
  retention: [
    { drive_id: "est", campaign: "Tournée est", originals: 2028, bytes: 312 * GB, erase_on: "2026-11-25T10:00:00Z", days_left: 3 },
    { drive_id: "centre", campaign: "Tournée centre", originals: 1890, bytes: 188 * GB, erase_on: "2026-12-09T10:00:00Z", days_left: 17 },
  ],
  retention_days: 30,
  requests: { open: 2 },
  today: { ready: 3906, failed: 2 },
};

function requests(): Json[] {
  const [first, second] = PICTURES;
  const about = (more: Json): Json => ({ state: "open", created_at: "2026-11-22T08:50:00Z", zone_id: "r1", ...more });
  return [
    about({ id: "a", item_id: first?.id, kind: "house", place: "Rue du Prieuré, 14", note: "Notre porte d’entrée et le nom sur la boîte aux lettres.", email: "claire@fleury.example", thumb: `/api/pictures/${first?.id}/thumb.jpg` }),
    about({ id: "b", item_id: second?.id, kind: "face", place: "Rue du Prieuré", note: null, email: null, zone_id: null, thumb: `/api/pictures/${second?.id}/thumb.jpg` }),
  ];
}

const SAMPLE = {
  asked: 200, drawn: 200, checked: 124, missed_zones: 9, found_zones: 571,
  recall: { estimate: 0.9845, low: 0.9707, high: 0.9929, confidence: 0.95 },
};

const JOURNAL = {
  entries: [
    { number: 2, happened_at: "2026-11-22T10:12:00Z", account: "A. Lefèvre", action: "look", item_id: "a1b2c3d4-0000", zone_id: "m1" },
    { number: 1, happened_at: "2026-11-21T16:40:00Z", account: "M. Duval", action: "look", item_id: "b1b2c3d4-0000", zone_id: "m7" },
  ],
  next: null,
};
