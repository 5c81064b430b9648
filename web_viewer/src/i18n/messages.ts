import type { Wind } from "../geo/compass.ts";

/** Every sentence of the street page; a language that misses one does not compile. */
export interface Messages {
  readonly tag: "fr" | "en";
  readonly otherLanguage: string;
  readonly tagline: string;
  readonly skipToStreets: string;
  readonly winds: Readonly<Record<Wind, string>>;
  readonly windLetters: Readonly<Record<Wind, string>>;

  readonly viewOf: (street: string) => string;
  readonly pictureName: (wind: string) => string;
  readonly flatPictureName: (wind: string) => string;
  readonly compassName: (wind: string, headingDeg: number) => string;
  readonly zoomIn: string;
  readonly zoomOut: string;
  readonly fullScreen: string;
  readonly leaveFullScreen: string;
  readonly back: string;
  readonly forward: string;
  readonly noBack: string;
  readonly noForward: string;
  readonly goTo: (street: string, distance: string) => string;
  readonly sideStreets: string;
  readonly crossing: string;

  readonly at: (number: string) => string;
  readonly facing: (wind: string) => string;
  readonly moved: (street: string, number: string) => string;
  readonly movedWithoutNumber: (street: string, heading: string) => string;
  readonly unnamed: string;

  readonly searchLabel: string;
  readonly searchPlaceholder: string;
  readonly searching: string;
  readonly found: (count: number) => string;
  readonly nothingFound: (words: string) => string;
  readonly searchFailed: string;
  readonly street: string;
  readonly address: string;

  readonly report: string;
  readonly reportSubject: (street: string) => string;
  readonly reportBody: (link: string) => string;
  readonly share: string;
  readonly copied: string;
  readonly copyByHand: string;
  readonly close: string;

  readonly panel: string;
  readonly foldPanel: string;
  readonly unfoldPanel: string;
  readonly sheetHandle: (size: "peek" | "half" | "full") => string;
  readonly plan: string;
  readonly planName: string;
  readonly planWaits: string;
  readonly planFailed: string;
  readonly streets: string;
  readonly visibleStreets: string;
  readonly centre: string;
  readonly streetPositions: (count: number) => string;
  readonly position: (rank: number) => string;
  readonly number: (houseNumber: string) => string;
  readonly morePositions: string;
  readonly noStreets: string;

  readonly here: string;
  readonly dateCount: (count: number) => string;
  readonly dates: string;
  readonly takenOn: (date: string) => string;
  readonly blurred: string;
  readonly accuracy: (metres: string) => string;
  readonly accuracyUnknown: string;
  readonly rights: string;
  readonly rightsTown: (town: string) => string;
  readonly rightsBlurred: string;
  readonly rightsAsk: string;
  readonly rightsWrite: string;
  readonly account: string;
  readonly keys: string;

  readonly loading: string;
  readonly sharp: (percent: number) => string;
  readonly empty: string;
  readonly emptyRemedy: string;
  readonly noPictureHere: string;
  readonly nearestIs: (distance: string, street: string) => string;
  readonly nearestUnnamed: (distance: string) => string;
  readonly goToStreet: (street: string) => string;
  readonly goThere: string;
  readonly nothingNear: string;
  readonly failed: string;
  readonly failedOffline: string;
  readonly positionKept: string;
  readonly gone: string;
  readonly retry: string;
  readonly start: string;
  readonly noWebGl: string;

  readonly help: string;
  readonly helpLook: string;
  readonly helpStep: string;
  readonly helpZoom: string;
  readonly helpNorth: string;
  readonly helpDates: string;
  readonly helpPlan: string;
  readonly helpReport: string;
  readonly helpSearch: string;
  readonly helpFullScreen: string;
  readonly helpHelp: string;
  readonly helpWhere: string;
  readonly helpLetters: string;
  readonly shiftKey: string;
}
