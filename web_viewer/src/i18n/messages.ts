import type { Wind } from "../geo/compass.ts";

/** The sentences of the first paint of the street page; a language that misses one does not compile. */
export interface Messages {
  readonly tag: "fr" | "en";
  readonly tagline: string;
  readonly winds: Readonly<Record<Wind, string>>;

  readonly viewOf: (street: string) => string;
  readonly pictureName: (wind: string) => string;
  readonly flatPictureName: (wind: string) => string;
  readonly back: string;
  readonly forward: string;
  readonly noBack: string;
  readonly noForward: string;

  readonly at: (number: string) => string;
  readonly facing: (wind: string) => string;
  readonly moved: (street: string, number: string) => string;
  readonly movedWithoutNumber: (street: string, heading: string) => string;
  readonly unnamed: string;

  readonly report: string;
  readonly share: string;
  readonly copied: string;
  readonly copyByHand: string;

  readonly unfoldPanel: string;
  readonly sheetHandle: (size: "peek" | "half" | "full") => string;
  readonly plan: string;

  readonly dates: string;

  readonly loading: string;
  readonly sharp: (percent: number) => string;
  readonly noWebGl: string;
}
