import { isAbort } from "../../api/client.ts";
import { Refusal } from "../asking.ts";
import type { Chosen } from "./chosen.ts";

export const CHUNK_BYTES = 8 * 1024 * 1024;
const LANES = 2;
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 30_000;

/** How much of a file the server has. */
export interface Received {
  readonly name: string;
  readonly receivedBytes: number;
  readonly sizeBytes: number | null;
}

/** Whoever takes the pieces of files. Each method throws Refusal, or the abort of its signal. */
export interface Counter {
  received(id: string, signal: AbortSignal): Promise<Received[]>;
  put(id: string, index: number, offset: number, bytes: Blob, signal: AbortSignal): Promise<void>;
  finish(id: string): Promise<void>;
  cancel(id: string): Promise<void>;
}

/** A file on its way; without `file` it has to be chosen again. */
export interface Parcel {
  readonly name: string;
  readonly sizeBytes: number;
  file: File | null;
  sentBytes: number;
}

export type Phase = "sending" | "waiting" | "paused" | "incomplete" | "failed" | "done" | "cancelled";

/** What a sending is made of. */
export interface Order {
  readonly id: string;
  readonly campaign: string;
  readonly files: readonly { readonly name: string; readonly sizeBytes: number }[];
}

/** One upload: its files in pieces of 8 MiB, two at a time; what the server has is never sent twice. */
export class Sending {
  readonly id: string;
  readonly campaign: string;
  readonly parcels: readonly Parcel[];
  phase: Phase = "paused";
  refusal: Refusal | null = null;
  #going = new AbortController();

  constructor(
    order: Order,
    private readonly counter: Counter,
    private readonly changed: () => void,
    private readonly rest: (limitMs: number, signal: AbortSignal) => Promise<void> = untilOnline,
  ) {
    this.id = order.id;
    this.campaign = order.campaign;
    this.parcels = order.files.map(({ name, sizeBytes }) => ({ name, sizeBytes, file: null, sentBytes: 0 }));
  }

  get sizeBytes(): number {
    return this.parcels.reduce((sum, parcel) => sum + parcel.sizeBytes, 0);
  }

  get sentBytes(): number {
    return this.parcels.reduce((sum, parcel) => sum + parcel.sentBytes, 0);
  }

  get isOver(): boolean {
    return this.phase === "done" || this.phase === "cancelled";
  }

  /** Takes the files that belong here, by name and size; gives those that do not. */
  take(chosen: readonly Chosen[]): Chosen[] {
    return chosen.filter(({ name, file }) => {
      const parcel = this.parcels.find((one) => one.name === name && one.sizeBytes === file.size);
      if (parcel) parcel.file = file;
      return !parcel;
    });
  }

  /** Sends what is missing; settles when all is sent, or when it has to stop. */
  async start(): Promise<void> {
    if (this.phase === "sending" || this.phase === "waiting" || this.isOver) return;
    this.#going = new AbortController();
    this.refusal = null;
    this.#enter("sending");
    try {
      await this.#sendAll(this.#going.signal);
    } catch (error) {
      this.#stopped(error);
    }
  }

  /** Stops after the piece under way is dropped; `start` goes on. */
  pause(): void {
    if (this.phase !== "sending" && this.phase !== "waiting") return;
    this.#enter("paused");
    this.#going.abort();
  }

  /** Gives up; the server forgets what it has. */
  async cancel(): Promise<void> {
    this.#enter("cancelled");
    this.#going.abort();
    await this.counter.cancel(this.id);
  }

  async #sendAll(signal: AbortSignal): Promise<void> {
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
      try {
        await this.#learn(signal);
        this.#enter("sending");
        const waiting = [...this.parcels.entries()].filter(([, parcel]) => parcel.file && parcel.sentBytes < parcel.sizeBytes);
        await this.#lanes(waiting, signal);
        if (this.parcels.some((parcel) => parcel.sentBytes < parcel.sizeBytes)) return this.#enter("incomplete");
        await this.counter.finish(this.id);
        return this.#enter("done");
      } catch (error) {
        if (!(error instanceof Refusal) || !(error.isPassing || error.status === 409)) throw error;
        if (error.status === 409 && pauseMs > 8 * FIRST_PAUSE_MS) throw error;
        if (error.isPassing) this.#enter("waiting");
        await this.rest(pauseMs, signal);
      }
    }
  }

  /** Sends the files two at a time; the first refusal stops both lanes. */
  async #lanes(queue: [number, Parcel][], signal: AbortSignal): Promise<void> {
    const stop = new AbortController();
    const together = AbortSignal.any([signal, stop.signal]);
    const lane = async (): Promise<void> => {
      for (let next = queue.shift(); next; next = queue.shift()) await this.#sendFile(...next, together);
    };
    const lanes = Array.from({ length: LANES }, lane);
    try {
      await Promise.all(lanes);
    } catch (error) {
      stop.abort();
      await Promise.allSettled(lanes);
      throw error;
    }
  }

  async #sendFile(index: number, parcel: Parcel, signal: AbortSignal): Promise<void> {
    while (parcel.file && parcel.sentBytes < parcel.sizeBytes) {
      signal.throwIfAborted();
      const end = Math.min(parcel.sentBytes + CHUNK_BYTES, parcel.sizeBytes);
      await this.counter.put(this.id, index, parcel.sentBytes, parcel.file.slice(parcel.sentBytes, end), signal);
      parcel.sentBytes = end;
      this.changed();
    }
  }

  async #learn(signal: AbortSignal): Promise<void> {
    const received = await this.counter.received(this.id, signal);
    for (const parcel of this.parcels) {
      parcel.sentBytes = received.find(({ name }) => name === parcel.name)?.receivedBytes ?? 0;
    }
  }

  #stopped(error: unknown): void {
    if (isAbort(error)) return;
    if (!(error instanceof Refusal)) throw error;
    this.refusal = error;
    this.#enter(error.status === 404 ? "cancelled" : "failed");
  }

  #enter(phase: Phase): void {
    this.phase = phase;
    this.changed();
  }
}

/** Waits a while, or until the network is back. Throws the abort of the signal. */
function untilOnline(limitMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = (): void => {
      clearTimeout(timer);
      removeEventListener("online", done);
      resolve();
    };
    const timer = setTimeout(done, limitMs);
    addEventListener("online", done);
    signal.addEventListener("abort", () => {
      done();
      reject(signal.reason);
    });
  });
}
