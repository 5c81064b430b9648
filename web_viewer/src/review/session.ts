import { isAbort } from "../api/client.ts";
import { type Asking, Refusal } from "../operate/asking.ts";
import { type Brief, type Corner, type Decision, isUndecided, type Kind, parseQueue, parseReview, type Review, type Zone } from "./review.ts";

/** What goes to the server at once. */
interface Ruling {
  readonly decisions?: readonly { readonly zone_id: string; readonly decision: Decision | null }[];
  readonly added?: readonly { readonly kind: Kind; readonly corners_deg: readonly Corner[] }[];
  readonly removed?: readonly string[];
  readonly finish?: boolean;
}

/** Takes one step back. */
type Undo = () => Promise<void>;

/** One operator's way through the queue: the picture at hand, what was decided, and how to take it back. */
export class Session {
  review: Review | null = null;
  queue: readonly Brief[] = [];
  open = 0;
  finished = 0;
  refusal: Refusal | null = null;
  isFinishing = false;
  #steps: Undo[] = [];
  #writing: Promise<unknown> = Promise.resolve();
  #pending = 0;

  constructor(
    private readonly asking: Asking,
    private readonly changed: () => void,
  ) {}

  get zones(): readonly Zone[] {
    return this.review?.shown ?? [];
  }

  get undecided(): number {
    return this.zones.filter(isUndecided).length;
  }

  /** Fetches a picture with its zones, and the queue around it. */
  async start(itemId: string, signal: AbortSignal): Promise<void> {
    this.refusal = null;
    if (this.review?.itemId !== itemId) this.review = null;
    this.#steps = [];
    this.changed();
    try {
      const [review, queue] = await Promise.all([
        this.asking.json("GET", address(itemId), { signal }),
        this.asking.json("GET", "/api/review?state=open&limit=60", { signal }),
      ]);
      this.review = parseReview(review);
      ({ reviews: this.queue, open: this.open } = parseQueue(queue));
    } catch (error) {
      if (isAbort(error)) return;
      this.#refused(error);
    }
    this.changed();
  }

  /** Decides about a zone, or takes the decision back; shown at once, written as soon as the server can. */
  async decide(zone: Zone, decision: Decision | null): Promise<void> {
    const before = zone.decision;
    if (before === decision) return;
    this.#steps.push(() => this.#decide(zone.id, before));
    await this.#decide(zone.id, decision);
  }

  /** Adds a zone; gives it as the server keeps it. */
  async add(kind: Kind, corners: readonly Corner[]): Promise<Zone | null> {
    const known = new Set(this.zones.map(({ id }) => id));
    if (!(await this.#write({ added: [{ kind, corners_deg: corners }] }))) return null;
    const added = this.zones.find(({ id }) => !known.has(id)) ?? null;
    if (added) this.#steps.push(() => this.#remove(added.id));
    return added;
  }

  /** Removes a zone that a person added. */
  async remove({ id, kind, corners }: Zone): Promise<void> {
    this.#steps.push(async () => void (await this.#write({ added: [{ kind, corners_deg: corners }] })));
    await this.#remove(id);
  }

  /** Takes the last step back; false if there is none. */
  async undo(): Promise<boolean> {
    const step = this.#steps.pop();
    await step?.();
    return step !== undefined;
  }

  /** Says that all is decided; gives the picture to look at next, undefined if the server refuses. */
  async finish(): Promise<string | null | undefined> {
    this.isFinishing = true;
    this.changed();
    const done = await this.#write({ finish: true });
    this.isFinishing = false;
    if (done) this.finished++;
    this.changed();
    return done ? (this.review?.next ?? null) : undefined;
  }

  /** One zone without its blur; the server writes down who looked. */
  look(zone: Zone, signal: AbortSignal): Promise<Blob> {
    return this.asking.bytes(`${address(this.review?.itemId ?? "")}/looks/${encodeURIComponent(zone.id)}.jpg`, signal);
  }

  async #decide(zoneId: string, decision: Decision | null): Promise<void> {
    this.#show((zone) => (zone.id === zoneId ? { ...zone, decision } : zone));
    await this.#write({ decisions: [{ zone_id: zoneId, decision }] });
  }

  async #remove(zoneId: string): Promise<void> {
    if (this.review) this.review = { ...this.review, shown: this.zones.filter(({ id }) => id !== zoneId) };
    this.changed();
    await this.#write({ removed: [zoneId] });
  }

  #show(change: (zone: Zone) => Zone): void {
    if (this.review) this.review = { ...this.review, shown: this.zones.map(change) };
    this.changed();
  }

  /** One ruling after the other; the server's word is taken over once the last is in. */
  #write(ruling: Ruling): Promise<boolean> {
    const itemId = this.review?.itemId ?? "";
    this.#pending++;
    const written = this.#writing.then(async () => {
      try {
        const told = parseReview(await this.asking.json("POST", `${address(itemId)}/decisions`, { json: ruling }));
        this.refusal = null;
        if (this.#pending === 1 && this.review?.itemId === itemId) this.review = told;
        return true;
      } catch (error) {
        this.#refused(error);
        await this.#reload(itemId);
        return false;
      } finally {
        this.#pending--;
        this.changed();
      }
    });
    this.#writing = written;
    return written;
  }

  /** Shows what the server holds when it refused what was shown already. */
  async #reload(itemId: string): Promise<void> {
    const told = await this.asking.json("GET", address(itemId)).catch(() => null);
    if (told && this.review?.itemId === itemId) this.review = parseReview(told);
  }

  #refused(error: unknown): void {
    if (!(error instanceof Refusal)) throw error;
    this.refusal = error;
  }
}

const address = (itemId: string): string => `/api/review/${encodeURIComponent(itemId)}`;
