import type { RequestKind } from "../api/requests.ts";
import type { Language } from "./language.ts";

/** The sentences of a request for a blur. */
export interface ReportWords {
  readonly title: string;
  readonly lead: string;
  readonly what: string;
  readonly kinds: Readonly<Record<RequestKind, string>>;
  readonly where: string;
  readonly draw: string;
  readonly turn: string;
  readonly drawing: string;
  readonly turning: string;
  readonly secondCorner: string;
  readonly frameName: string;
  readonly put: string;
  readonly clear: string;
  readonly moves: Readonly<Record<"left" | "right" | "up" | "down" | "larger" | "smaller", string>>;
  readonly frameTools: string;
  readonly place: (wind: string, pitchDeg: number, wideDeg: string, highDeg: string) => string;
  readonly noPlace: string;
  readonly tooLarge: string;
  readonly cannotShow: string;
  readonly email: string;
  readonly emailUse: string;
  readonly note: string;
  readonly optional: string;
  readonly send: string;
  readonly working: (percent: number) => string;
  readonly sending: string;
  readonly close: string;
  readonly sent: string;
  readonly blurComing: string;
  readonly blurLate: string;
  readonly blurred: string;
  readonly follow: string;
  readonly followWhy: string;
  readonly followOpen: string;
  readonly copy: string;
  readonly copied: string;
  readonly another: string;
  readonly kindMissing: string;
  readonly placeMissing: string;
  readonly emailWrong: string;
  readonly offline: string;
  readonly offlineRemedy: string;
}

const NARROW = "\u202f";

const fr: ReportWords = {
  title: "Demander un floutage",
  lead: "L’endroit que vous montrez est flouté dès l’envoi. Un agent de la commune décide ensuite.",
  what: `Que faut-il flouter${NARROW}?`,
  kinds: { face: "Visage", plate: "Plaque", house: "Maison", other: "Autre" },
  where: `Où, dans l’image${NARROW}?`,
  draw: "Encadrer",
  turn: "Tourner l’image",
  drawing: "Tirez un cadre sur l’image, ou touchez deux de ses coins.",
  turning: "Amenez l’endroit au milieu, puis revenez à «\u202fEncadrer\u202f».",
  secondCorner: "Touchez maintenant le coin opposé.",
  frameName: `Cadre du flou. Flèches${NARROW}: déplacer. Plus et moins${NARROW}: taille. Suppr${NARROW}: effacer`,
  put: "Placer un cadre au milieu",
  clear: "Effacer le cadre",
  moves: {
    left: "Vers la gauche",
    right: "Vers la droite",
    up: "Vers le haut",
    down: "Vers le bas",
    larger: "Agrandir le cadre",
    smaller: "Réduire le cadre",
  },
  frameTools: "Déplacer et agrandir le cadre",
  place: (wind, pitchDeg, wideDeg, highDeg) =>
    `Cadre côté ${wind}, ${height(pitchDeg, "à hauteur des yeux", (deg) => `${deg}° au-dessus de l’horizon`, (deg) => `${deg}° sous l’horizon`)}, large de ${wideDeg}°, haut de ${highDeg}°.`,
  noPlace: "Aucun cadre pour l’instant.",
  tooLarge: "Ce cadre est trop grand. Encadrez seulement ce qui doit être flouté.",
  cannotShow: "Je ne peux pas le montrer, je préfère l’expliquer par écrit",
  email: "Adresse électronique",
  emailUse: "Pour vous répondre, rien d’autre.",
  note: "Précision",
  optional: "facultatif",
  send: "Envoyer la demande",
  working: (percent) => `Vérification que vous n’êtes pas un robot, ${percent}${NARROW}%`,
  sending: "Envoi…",
  close: "Fermer",
  sent: "Demande envoyée. La zone est floutée pendant l’examen.",
  blurComing: "L’image floutée arrive…",
  blurLate: "L’image floutée arrivera dans quelques minutes.",
  blurred: "L’image affichée est maintenant floutée à cet endroit.",
  follow: "Suivre ma demande",
  followWhy: `Gardez cette adresse${NARROW}: elle est la seule façon de suivre votre demande.`,
  followOpen: "Ouvrir la page de suivi",
  copy: "Copier l’adresse",
  copied: "Adresse copiée",
  another: "Faire une autre demande",
  kindMissing: "Dites d’abord ce qu’il faut flouter.",
  placeMissing: "Montrez l’endroit sur l’image, ou placez un cadre au milieu.",
  emailWrong: `Il manque la fin de l’adresse, par exemple «${NARROW}.fr${NARROW}».`,
  offline: "La demande n’est pas partie. Ce que vous avez écrit est gardé.",
  offlineRemedy: "Vérifiez la connexion, puis envoyez-la à nouveau.",
};

const en: ReportWords = {
  title: "Ask for a blur",
  lead: "The place you show is blurred as soon as you send. Somebody at the town hall then decides.",
  what: "What should be blurred?",
  kinds: { face: "Face", plate: "Plate", house: "House", other: "Other" },
  where: "Where in the picture?",
  draw: "Frame it",
  turn: "Turn the picture",
  drawing: "Drag a frame over the picture, or touch two of its corners.",
  turning: "Bring the place to the middle, then come back to “Frame it”.",
  secondCorner: "Now touch the opposite corner.",
  frameName: "Frame of the blur. Arrows: move. Plus and minus: size. Delete: remove",
  put: "Put a frame in the middle",
  clear: "Remove the frame",
  moves: {
    left: "To the left",
    right: "To the right",
    up: "Up",
    down: "Down",
    larger: "Enlarge the frame",
    smaller: "Shrink the frame",
  },
  frameTools: "Move and resize the frame",
  place: (wind, pitchDeg, wideDeg, highDeg) =>
    `Frame facing ${wind}, ${height(pitchDeg, "at eye level", (deg) => `${deg}° above the horizon`, (deg) => `${deg}° below the horizon`)}, ${wideDeg}° wide, ${highDeg}° high.`,
  noPlace: "No frame yet.",
  tooLarge: "This frame is too large. Frame only what should be blurred.",
  cannotShow: "I cannot show it, I would rather explain it in writing",
  email: "E-mail address",
  emailUse: "To answer you, nothing else.",
  note: "Details",
  optional: "optional",
  send: "Send the request",
  working: (percent) => `Checking that you are not a robot, ${percent}%`,
  sending: "Sending…",
  close: "Close",
  sent: "Request sent. The place is blurred while we look at it.",
  blurComing: "The blurred picture is on its way…",
  blurLate: "The blurred picture will come within a few minutes.",
  blurred: "The picture shown is now blurred at this place.",
  follow: "Follow my request",
  followWhy: "Keep this address: it is the only way to follow your request.",
  followOpen: "Open the page that follows it",
  copy: "Copy the address",
  copied: "Address copied",
  another: "Make another request",
  kindMissing: "First say what should be blurred.",
  placeMissing: "Show the place on the picture, or put a frame in the middle.",
  emailWrong: "The end of the address is missing, for example “.org”.",
  offline: "The request was not sent. What you wrote is kept.",
  offlineRemedy: "Check the connection, then send it again.",
};

/** Both languages. */
export const REPORT: Readonly<Record<Language, ReportWords>> = { fr, en };

function height(pitchDeg: number, level: string, above: (deg: number) => string, below: (deg: number) => string): string {
  const whole = Math.round(pitchDeg);
  return whole === 0 ? level : whole > 0 ? above(whole) : below(-whole);
}
