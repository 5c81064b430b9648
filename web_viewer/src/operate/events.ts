import type { Where } from "./views.ts";

/** Something asked of a job: the last part of an address, and what goes with it. */
export interface Deed {
  readonly jobId: string;
  readonly isUpload: boolean;
  readonly verb: string;
  readonly json?: unknown;
  /** Said once it is done. */
  readonly done?: string;
}

/** A question that has to be answered before a deed is done; with `name`, by writing that name. */
export interface Sure {
  readonly heading: string;
  readonly text: string;
  readonly button: string;
  readonly name?: string;
  readonly danger?: boolean;
}

/** What the elements of the operators' page tell one another. */
export interface OperateEvents {
  "ruelle-deed": Deed & { readonly sure?: Sure };
  "ruelle-where": Where;
  "ruelle-say": { readonly problem: string; readonly remedy?: string; readonly bad?: boolean };
  "ruelle-stale": null;
}

type OperateEventMap = { [Name in keyof OperateEvents]: CustomEvent<OperateEvents[Name]> };

declare global {
  interface HTMLElementEventMap extends OperateEventMap {}
}

/** Tells an event upwards, out of the shadow. */
export function report<Name extends keyof OperateEvents>(from: HTMLElement, name: Name, detail: OperateEvents[Name]): void {
  from.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
}
