import type { ReactiveControllerHost } from "lit";
import { ApiError } from "../api/client.ts";
import type { Panorama } from "../api/panorama.ts";
import { type Challenge, challenge, type CornerDeg, RefusedError, type RequestKind, sendRequest } from "../api/requests.ts";
import type { Language } from "../i18n/language.ts";
import { awaited } from "./awaited.ts";
import type { WorkerNews } from "./worker.ts";

/** What keeps a request from being sent: something missing, the server's own words, or no answer. */
export type Problem = "kind" | "place" | "large" | "email" | "offline" | RefusedError;

/** A request that was sent: the private page that follows it, and whether the blurred picture has come. */
export interface Sent {
  readonly pictureId: string;
  readonly corners: readonly CornerDeg[];
  readonly follow: string;
  readonly blur: "coming" | "late" | "here";
}

const EMAIL = /^[^@\s]+@[^@\s.]+(\.[^@\s.]+)+$/;

/** A request for a blur while somebody writes it: kept until it is sent, whatever goes wrong. */
export class Report {
  kind: RequestKind | null = null;
  corners: readonly CornerDeg[] | null = null;
  email = "";
  note = "";
  /** Whether a finger or a mouse draws; otherwise it turns the picture. */
  drawing = true;
  phase: "asking" | "working" | "sending" = "asking";
  /** How likely the work is to be done by now, from 0 to 1. */
  share = 0;
  problem: Problem | null = null;
  /** Those of this visit, the latest last. */
  sent: readonly Sent[] = [];

  #panorama: Panorama;
  readonly #renew: () => Promise<boolean>;
  readonly #hosts = new Set<ReactiveControllerHost>();

  /** `renew` shows the picture at hand anew if it has changed, and says whether it had. */
  constructor(panorama: Panorama, renew: () => Promise<boolean>) {
    this.#panorama = panorama;
    this.#renew = renew;
  }

  get panorama(): Panorama {
    return this.#panorama;
  }

  /** The request just sent about the picture at hand, until another is begun. */
  get latest(): Sent | null {
    const last = this.sent.at(-1);
    return last && this.corners === last.corners && last.pictureId === this.#panorama.id ? last : null;
  }

  watch(host: ReactiveControllerHost): void {
    this.#hosts.add(host);
  }

  leave(host: ReactiveControllerHost): void {
    this.#hosts.delete(host);
  }

  /** The reader went on to another picture: what was written stays, the place has to be shown anew. */
  moveTo(panorama: Panorama): void {
    if (panorama.id !== this.#panorama.id) this.corners = null;
    this.#panorama = panorama;
    this.#tell();
  }

  change(changes: Partial<Pick<Report, "kind" | "corners" | "email" | "note" | "drawing">>): void {
    Object.assign(this, changes);
    this.problem = null;
    this.#tell();
  }

  refuse(problem: Problem): void {
    this.problem = problem;
    this.#tell();
  }

  /** Leaves what was sent behind and begins another request. */
  again(): void {
    this.change({ kind: null, corners: null, note: "", drawing: true });
  }

  /** Does the work and sends; says whether the server took the request. */
  async send(language: Language): Promise<boolean> {
    if (this.phase !== "asking") return false;
    this.problem = this.#missing();
    if (this.problem === null) await this.#send(language);
    this.phase = "asking";
    this.#tell();
    return this.problem === null;
  }

  async #send(language: Language): Promise<void> {
    const { kind, corners } = this;
    if (!kind || !corners) return;
    const pictureId = this.#panorama.id;
    this.#become("working");
    try {
      const asked = await challenge();
      const nonce = await this.#work(asked);
      this.#become("sending");
      const request = { pictureId, kind, corners, email: this.email.trim() || null, note: this.note.trim() || null };
      const follow = await sendRequest(request, { ...asked, nonce }, language);
      this.sent = [...this.sent, { pictureId, corners, follow, blur: "coming" }];
      void this.#awaitBlur(follow);
    } catch (error) {
      if (error instanceof RefusedError) this.problem = error;
      else if (error instanceof ApiError) this.problem = "offline";
      else throw error;
    }
  }

  async #awaitBlur(follow: string): Promise<void> {
    const blur = (await awaited(this.#renew)) ? "here" : "late";
    this.sent = this.sent.map((sent) => (sent.follow === follow ? { ...sent, blur } : sent));
    this.#tell();
  }

  #missing(): Problem | null {
    if (!this.kind) return "kind";
    if (!this.corners) return "place";
    return this.email.trim() === "" || EMAIL.test(this.email.trim()) ? null : "email";
  }

  #work(asked: Challenge): Promise<string> {
    const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
    const found = new Promise<string>((resolve, reject) => {
      worker.addEventListener("error", () => reject(new ApiError("worker", 0)));
      worker.addEventListener("message", ({ data }: MessageEvent<WorkerNews>) => {
        if ("nonce" in data) return resolve(data.nonce);
        this.share = data.share;
        this.#tell();
      });
    });
    worker.postMessage(asked);
    return found.finally(() => worker.terminate());
  }

  #become(phase: Report["phase"]): void {
    this.phase = phase;
    this.share = 0;
    this.#tell();
  }

  #tell(): void {
    for (const host of this.#hosts) host.requestUpdate();
  }
}
