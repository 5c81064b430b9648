import type { Wind } from "../geo/compass.ts";
import { laterEn } from "./later-en.ts";
import { laterFr } from "./later-fr.ts";
import type { Language } from "./language.ts";

/** The sentences of what comes after the first paint; a language that misses one does not compile. */
export interface LaterMessages {
  readonly otherLanguage: string;
  readonly windLetters: Readonly<Record<Wind, string>>;

  readonly compassName: (wind: string, headingDeg: number) => string;
  readonly zoomIn: string;
  readonly zoomOut: string;
  readonly fullScreen: string;
  readonly leaveFullScreen: string;
  readonly goTo: (street: string, distance: string) => string;
  readonly sideStreets: string;
  readonly crossing: string;

  readonly searchLabel: string;
  readonly searchPlaceholder: string;
  readonly found: (count: number) => string;
  readonly nothingFound: (words: string) => string;
  readonly searchFailed: string;

  readonly close: string;

  readonly panel: string;
  readonly foldPanel: string;
  readonly planName: string;
  readonly planFailed: string;
  readonly streets: string;
  readonly visibleStreets: string;
  readonly centre: string;
  readonly streetPositions: (count: number) => string;
  readonly position: (rank: number) => string;
  readonly number: (houseNumber: string) => string;
  readonly numbers: (first: string, last: string) => string;
  readonly noStreets: string;

  readonly here: string;
  readonly dateCount: (count: number) => string;
  readonly blurred: string;
  readonly accuracy: (metres: string) => string;
  readonly accuracyUnknown: string;
  readonly rights: string;
  readonly rightsTown: (town: string) => string;
  readonly rightsBlurred: string;
  readonly rightsAsk: string;
  readonly rightsWrite: string;
  readonly letterSubject: (street: string) => string;
  readonly letterBody: (link: string) => string;
  readonly account: string;
  readonly keys: string;

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

/** Both languages: they weigh little once the picture has come. */
export const LATER: Readonly<Record<Language, LaterMessages>> = { fr: laterFr, en: laterEn };
