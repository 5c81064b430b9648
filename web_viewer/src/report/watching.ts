import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { Report } from "./report.ts";

/** Draws an element anew whenever its report changes. */
export class Watching implements ReactiveController {
  readonly #host: ReactiveControllerHost & { readonly report: Report };
  #watched: Report | null = null;

  constructor(host: ReactiveControllerHost & { readonly report: Report }) {
    this.#host = host;
    host.addController(this);
  }

  hostUpdate(): void {
    if (this.#watched === this.#host.report) return;
    this.hostDisconnected();
    this.#watched = this.#host.report;
    this.#watched.watch(this.#host);
  }

  hostDisconnected(): void {
    this.#watched?.leave(this.#host);
    this.#watched = null;
  }
}
