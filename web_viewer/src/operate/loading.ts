import type { ReactiveController, ReactiveControllerHost } from "lit";
import { isAbort } from "../api/client.ts";
import { Refusal } from "./asking.ts";

/** Something fetched for an element: what came, or why nothing came; given up when the element leaves. */
export class Loading<Value> implements ReactiveController {
  value: Value | null = null;
  refusal: Refusal | null = null;
  #going = new AbortController();

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#going.abort();
  }

  /** Fetches anew; what is shown stays until the answer comes. */
  async load(fetched: (signal: AbortSignal) => Promise<Value>): Promise<void> {
    this.#going.abort();
    const going = new AbortController();
    this.#going = going;
    try {
      const value = await fetched(going.signal);
      if (going.signal.aborted) return;
      this.value = value;
      this.refusal = null;
    } catch (error) {
      if (isAbort(error)) return;
      if (!(error instanceof Refusal)) throw error;
      this.refusal = error;
    }
    this.host.requestUpdate();
  }
}
