import type { Asking } from "../asking.ts";
import { Refusal } from "../asking.ts";
import type { Visibility } from "../snapshot.ts";
import type { Choice, Chosen } from "./chosen.ts";
import { UploadCounter } from "./counter.ts";
import { forgetOrder, rememberedOrders, rememberOrder } from "./remembered.ts";
import { type Order, Sending } from "./sending.ts";

/** All uploads of this browser: those under way, those cut off by a reload, and the files chosen for a new one. */
export class Uploads {
  sendings: readonly Sending[] = [];
  chosen: readonly Chosen[] = [];
  leftOut: readonly string[] = [];
  refusal: Refusal | null = null;
  readonly #counter: UploadCounter;

  constructor(
    asking: Asking,
    private readonly changed: () => void,
  ) {
    this.#counter = new UploadCounter(asking);
    this.sendings = rememberedOrders().map((order) => this.#sending(order));
    for (const sending of this.sendings) sending.phase = "incomplete";
  }

  get isBusy(): boolean {
    return this.sendings.some(({ phase }) => phase === "sending" || phase === "waiting");
  }

  get chosenBytes(): number {
    return this.chosen.reduce((sum, { file }) => sum + file.size, 0);
  }

  /** Takes files: those of an upload that was cut off go on at once, the others wait to be sent. */
  choose({ files, leftOut }: Choice): void {
    let rest = [...files];
    for (const sending of this.sendings.filter(({ phase }) => phase === "incomplete")) {
      const before = rest.length;
      rest = sending.take(rest);
      if (rest.length < before) void this.#go(sending);
    }
    this.chosen = rest;
    this.leftOut = leftOut;
    this.refusal = null;
    this.changed();
  }

  /** Forgets the files chosen. */
  drop(): void {
    this.choose({ files: [], leftOut: [] });
  }

  /** Begins a new upload of the files chosen. */
  async send(campaign: string, visibility: Visibility): Promise<void> {
    const files = this.chosen.map(({ name, file }) => ({ name, sizeBytes: file.size }));
    try {
      const order = { id: await this.#counter.announce({ campaign, visibility, files }), campaign, files };
      rememberOrder(order);
      const sending = this.#sending(order);
      sending.take(this.chosen);
      this.sendings = [sending, ...this.sendings];
      this.chosen = [];
      this.leftOut = [];
      void this.#go(sending);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.refusal = error;
    }
    this.changed();
  }

  pause(sending: Sending): void {
    sending.pause();
  }

  resume(sending: Sending): void {
    void this.#go(sending);
  }

  /** Gives an upload up, here and on the server. */
  async cancel(sending: Sending): Promise<void> {
    forgetOrder(sending.id);
    this.sendings = this.sendings.filter((one) => one !== sending);
    this.changed();
    if (sending.isOver) return;
    await sending.cancel().catch((error: unknown) => {
      if (!(error instanceof Refusal)) throw error;
    });
  }

  async #go(sending: Sending): Promise<void> {
    await sending.start();
    if (sending.isOver) forgetOrder(sending.id);
    this.changed();
  }

  #sending(order: Order): Sending {
    return new Sending(order, this.#counter, this.changed);
  }
}
