import type { Address } from "../api/addresses.ts";
import type { Place } from "../geo/place.ts";
import type { Gaze } from "../pano/gaze.ts";
import type { FrameMove } from "../report/ruelle-region.ts";
import type { Command } from "../street/keys.ts";

/** What the elements of the street page tell one another. */
export interface StreetEvents {
  "ruelle-go": { readonly pictureId: string };
  "ruelle-go-near": { readonly place: Place };
  "ruelle-address": Address;
  "ruelle-retry": null;
  "ruelle-stay": null;
  "ruelle-command": Command;
  "ruelle-looked": Gaze;
  "ruelle-look": Gaze;
  "ruelle-sharpened": boolean;
  "ruelle-progressed": number;
  "ruelle-frame": FrameMove;
  "ruelle-second-corner": boolean;
  "ruelle-report-closed": null;
  "ruelle-language": null;
  "ruelle-letters": boolean;
  "ruelle-tab": "plan" | "streets";
  "ruelle-fold": boolean;
}

declare global {
  interface HTMLElementEventMap extends StreetEventMap {}
}

type StreetEventMap = { [Name in keyof StreetEvents]: CustomEvent<StreetEvents[Name]> };

/** Tells an event upwards, out of the shadow. */
export function tell<Name extends keyof StreetEvents>(from: HTMLElement, name: Name, detail: StreetEvents[Name]): void {
  from.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
}
