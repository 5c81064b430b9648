import { ApiError, isAbort } from "../api/client.ts";
import type { Panorama } from "../api/panorama.ts";
import { firstPicture, pictureById, picturesById } from "../api/pictures.ts";
import { bearing, distance, type Place, turn } from "../geo/place.ts";
import { bounded, type Gaze, USUAL_FOV_DEG } from "../pano/gaze.ts";
import { readPermalink, writePermalink } from "./permalink.ts";
import { Walk } from "./walk.ts";
import { type Steps, steps } from "./ways.ts";

/** How far the picture has come. */
export type Phase = "arriving" | "blurred" | "sharp" | "failed" | "offline" | "gone" | "empty";

/** Who shows the pictures of a journey. */
export interface JourneyHost {
  show(panorama: Panorama, gaze: Gaze, signal: AbortSignal): Promise<void>;
  changed(): void;
}

/** How to arrive: where to look, and what becomes of the browser's history. */
interface Arrival {
  readonly gaze?: Gaze | undefined;
  readonly towards?: Place | undefined;
  readonly history: "push" | "replace" | "keep";
}

const GAZE_REST_MS = 350;
const USUAL_PITCH_DEG = -4;
const WORTH_FACING_M = 60;

/** Where the reader is, where they look, and the address that says so. */
export class Journey {
  panorama: Panorama | null = null;
  phase: Phase = "arriving";
  progress = 0;
  gaze: Gaze = { headingDeg: 0, pitchDeg: USUAL_PITCH_DEG, fovDeg: USUAL_FOV_DEG };

  readonly #host: JourneyHost;
  readonly #walk = new Walk();
  #going = new AbortController();
  #resting: ReturnType<typeof setTimeout> | undefined;
  #retry: () => Promise<void> = () => this.start();

  constructor(host: JourneyHost) {
    this.#host = host;
  }

  /** Goes where the address of the page says, else to any picture of the town. */
  async start(): Promise<void> {
    const { pictureId, gaze } = readPermalink(new URL(location.href));
    if (pictureId) return this.go(pictureId, { history: "replace", gaze: gaze ?? undefined });
    this.#retry = () => this.start();
    const signal = this.#begin();
    await this.#guarded(signal, async () => {
      const first = await firstPicture(signal);
      if (!first) return this.#become("empty");
      this.#walk.remember(first);
      await this.#arrive(first, { history: "replace" }, signal);
    });
  }

  /** Goes to a picture; the last wish wins. */
  async go(id: string, arrival: Arrival): Promise<void> {
    this.#retry = () => this.go(id, arrival);
    const signal = this.#begin();
    await this.#guarded(signal, async () => this.#arrive(await this.#walk.find(id, signal), arrival, signal));
  }

  async step(direction: keyof Steps): Promise<void> {
    const way = this.steps[direction];
    if (way) await this.go(way.to.id, { history: "push" });
  }

  retry(): Promise<void> {
    return this.#retry();
  }

  /** Shows the picture at hand anew if its bytes have changed since; says whether they had. Throws ApiError. */
  async renew(): Promise<boolean> {
    const known = this.panorama;
    const { signal } = this.#going;
    if (!known) return false;
    const fresh = await pictureById(known.id, signal);
    if (fresh.sdUrl === known.sdUrl || signal.aborted) return false;
    this.#walk.remember(fresh);
    this.panorama = { ...fresh, related: known.related };
    await this.#host.show(fresh, this.gaze, signal);
    this.#host.changed();
    return true;
  }

  get steps(): Steps {
    return this.panorama ? steps(this.panorama, this.gaze.headingDeg) : { ahead: null, behind: null };
  }

  /** The address that restores place, picture and gaze. */
  get link(): string {
    return this.panorama ? writePermalink(new URL(location.href), this.panorama.id, this.gaze).href : location.href;
  }

  looked(gaze: Gaze): void {
    this.gaze = gaze;
    clearTimeout(this.#resting);
    this.#resting = setTimeout(() => history.replaceState(null, "", this.link), GAZE_REST_MS);
    this.#host.changed();
  }

  progressed(share: number): void {
    this.progress = share;
    this.#host.changed();
  }

  /** The reader went back or forth in the browser's history. */
  returned(): void {
    const { pictureId, gaze } = readPermalink(new URL(location.href));
    if (pictureId) void this.go(pictureId, { history: "keep", gaze: gaze ?? undefined });
  }

  #begin(): AbortSignal {
    this.#going.abort();
    this.#going = new AbortController();
    this.progress = 0;
    this.#become("arriving");
    return this.#going.signal;
  }

  #become(phase: Phase): void {
    this.phase = phase;
    this.#host.changed();
  }

  async #arrive(panorama: Panorama, arrival: Arrival, signal: AbortSignal): Promise<void> {
    const gaze = arrival.gaze ?? this.#gazeAt(panorama, arrival.towards);
    this.panorama = panorama;
    this.gaze = gaze;
    clearTimeout(this.#resting);
    if (arrival.history === "push") history.pushState(null, "", this.link);
    if (arrival.history === "replace") history.replaceState(null, "", this.link);
    this.#become("blurred");
    await this.#host.show(panorama, gaze, signal);
    this.#become("sharp");
    const { ahead, behind } = this.steps;
    this.#walk.prepare([ahead, behind].flatMap((way) => (way ? [way.to.id] : [])));
    await this.#nameRelated(panorama, signal);
  }

  /** Looks at what was searched for; follows the bends of a drive; else looks where the picture does. */
  #gazeAt(panorama: Panorama, towards: Place | undefined): Gaze {
    const before = this.panorama;
    const far = towards ? distance(panorama.place, towards) : 0;
    if (towards && far > 2 && far < WORTH_FACING_M) {
      return { headingDeg: bearing(panorama.place, towards), pitchDeg: 0, fovDeg: USUAL_FOV_DEG };
    }
    if (!before || towards || distance(before.place, panorama.place) > WORTH_FACING_M) {
      return { headingDeg: panorama.headingDeg, pitchDeg: USUAL_PITCH_DEG, fovDeg: USUAL_FOV_DEG };
    }
    const bend = before.sequenceId === panorama.sequenceId ? turn(before.headingDeg, panorama.headingDeg) : 0;
    return bounded({ ...this.gaze, headingDeg: this.gaze.headingDeg + bend });
  }

  /** Links do not say in which street they end; the pictures themselves do. */
  async #nameRelated(panorama: Panorama, signal: AbortSignal): Promise<void> {
    const unnamed = panorama.related.filter(({ street }) => street === null).map(({ id }) => id);
    if (unnamed.length === 0) return;
    const named = new Map((await picturesById(unnamed, signal)).map(({ id, street }) => [id, street]));
    const related = panorama.related.map((way) => ({ ...way, street: way.street ?? named.get(way.id) ?? null }));
    if (this.panorama === panorama) this.panorama = { ...panorama, related };
    this.#host.changed();
  }

  async #guarded(signal: AbortSignal, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (signal.aborted || isAbort(error) || this.phase === "sharp") return;
      const status = error instanceof ApiError ? error.status : null;
      this.#become(status === 404 ? "gone" : status === 0 ? "offline" : "failed");
    }
  }
}
