import type { Language } from "../i18n/language.ts";
import { count, percent } from "../operate/quantities.ts";
import type { Kind, Zone } from "./review.ts";
import { isUndecided } from "./review.ts";

const tag = "fr" as Language;
const many = (value: number, one: string, more: string): string => `${count(value, tag)}\u00a0${value < 2 ? one : more}`;

const kinds: Readonly<Record<Kind, string>> = { face: "Visage", plate: "Plaque", person: "Personne", house: "Logement", other: "Autre" };
const feminine: readonly Kind[] = ["plate", "person"];

function standing(zone: Zone): string {
  if (isUndecided(zone)) return "à décider";
  return zone.decision === "lift" ? "rendu net" : "flouté";
}

function sureness(zone: Zone): string {
  const sure = zone.origin === "person" ? "ajouté" : zone.origin === "request" ? "demandé" : zone.doubtful ? "douteux" : "certain";
  if (!feminine.includes(zone.kind)) return sure;
  return sure === "douteux" ? "douteuse" : `${sure}e`;
}

/** Every sentence of the review in French; a language that misses one does not compile. */
export const fr = {
  tag,
  title: "Exploitation",
  queue: "Floutage à vérifier",
  close: "Fermer",
  leave: "Quitter",
  leaveKey: "Échap",
  position: (rank: number, all: number) => ({ rank: count(rank, tag), all: `sur ${count(all, tag)}` }),
  loading: "Chargement…",
  retry: "Réessayer",
  back: "Revenir à la file",
  nowhere: "Lieu inconnu",
  zones: (value: number) => many(value, "zone", "zones"),
  zone: "Zone",
  zoneList: "Zones de l’image",

  kinds,
  kindMark: (zone: Zone) => `${kinds[zone.kind]}${isUndecided(zone) ? "\u202f?" : ""}`,
  heading: (zone: Zone) => `${kinds[zone.kind]} ${sureness(zone)}`,
  source: (zone: Zone) => {
    if (zone.origin === "person") return "à la main";
    if (zone.origin === "request") return "par un habitant";
    return `${percent(zone.score, tag)}${zone.origin === "neighbour" ? ", vu dans les images voisines" : ""}`;
  },
  standing: (zone: Zone) => standing(zone).replace(/^./, (letter) => letter.toUpperCase()),
  zoneName: (number: number, zone: Zone) =>
    `Zone ${number}, ${kinds[zone.kind].toLowerCase()} ${sureness(zone)}, ${fr.source(zone)}, ${standing(zone)}`,
  keep: "Garder flouté",
  lift: "Rendre net",
  remove: "Retirer",
  takeBack: "Reprendre la décision",
  look: "Voir sans flou",
  lookHold: "Maintenez pour voir sans flou",
  lookTold: "Chaque regard est inscrit au journal.",
  looking: (number: number) => `Zone ${number} sans flou`,
  lookNone: "Cette zone n’a pas de vue sans flou.",
  noLift: "L’original est effacé\u202f: un flou ne peut plus être levé.",
  add: "Ajouter une zone oubliée",
  addKind: "Ce que la zone cache",
  addHint: "Cliquez deux coins opposés, ou placez le cadre aux flèches, réglez-le avec + et −, puis Entrée.",
  addDone: "Poser la zone",
  addStop: "Abandonner",
  added: (kind: Kind) => `Zone ajoutée\u202f: ${kinds[kind].toLowerCase()}.`,
  framed: (headingDeg: number, pitchDeg: number) =>
    `Cadre à ${Math.abs(headingDeg)}° à ${headingDeg < 0 ? "gauche" : "droite"}, ${Math.abs(pitchDeg)}° ${pitchDeg < 0 ? "sous" : "sur"} l’horizon`,
  undone: "Annulé.",
  nothingToUndo: "Rien à annuler.",
  decided: (number: number, zone: Zone) => `Zone ${number}\u202f: ${standing(zone)}.`,
  allDecided: "Tout est décidé.",

  stage: "Image floutée. Flèches\u202f: tourner, plus et moins\u202f: agrandir",
  noWebGl: "Cet écran ne peut pas dessiner en 3D\u202f: l’image est déroulée.",
  reasons: { doubtful: "", crowd: "Beaucoup de personnes\u202f: regardez toute l’image.", broken: "", sample: "Échantillon\u202f: cherchez ce qui aurait dû être flouté et ne l’est pas. L’image est déjà en ligne.", request: "Une personne n’a pas su montrer l’endroit\u202f: lisez son message. L’image est en ligne." } as Readonly<Record<string, string>>,
  broken: "La détection n’a pas abouti sur cette image",
  brokenRemedy: "Rien n’en est montré à personne. Reprenez le travail depuis la page d’exploitation.",
  failed: "L’image n’a pas pu s’afficher",
  failedRemedy: "Vos décisions sont gardées.",
  notKept: "Cette décision n’a pas pu être inscrite.",
  closed: "Cette image est déjà vérifiée.",

  note: "Sans décision, l’image reste hors ligne. Chaque choix est inscrit au journal.",
  noteOnline: "L’image reste en ligne\u202f; un ajout est flouté aussitôt.",
  publish: "Publier et suivante",
  finish: "Terminer et suivante",
  enter: "Entrée",
  remaining: (value: number) => `Encore ${many(value, "zone à décider", "zones à décider")}`,
  ready: "Prête à publier",
  fourEyes: "Deux personnes doivent regarder chaque image. Vous êtes la première.",
  fourEyesSecond: (name: string) => `Déjà regardée par ${name}. Votre accord la publie.`,
  fourEyesSame: "Vous avez déjà regardé cette image. Une autre personne doit donner son accord.",
  finished: "C’est fait. L’image est publiée dans quelques secondes.",

  strip: "Images suivantes",
  toDecide: (value: number) => (value === 0 ? "à publier" : `${count(value, tag)} à décider`),
  help: "aide",
  keys: "Raccourcis",
  bar: [
    [["F"], "garder flouté"],
    [["N"], "rendre net"],
    [["Z"], "ajouter une zone"],
    [["Tab"], "zone suivante"],
    [["Entrée"], "publier et suivante"],
    [["Ctrl", "Z"], "annuler"],
  ] as readonly (readonly [readonly string[], string])[],
  helpKeys: [
    [["F"], "garder flouté"],
    [["N"], "rendre net"],
    [["O"], "maintenu\u202f: voir une zone sans flou, inscrit au journal"],
    [["Z"], "ajouter une zone\u202f: flèches, + et −, Entrée"],
    [["Tab"], "zone suivante"],
    [["Entrée"], "publier et image suivante"],
    [["Ctrl", "Z"], "annuler"],
    [["Échap"], "quitter"],
  ] as readonly (readonly [readonly string[], string])[],
  helpLetters: "Touches d’une seule lettre actives",
  helpWhere: "Les mêmes actions ont un bouton sous la zone choisie\u202f; les flèches gauche et droite y mènent.",
};

export type ReviewWords = typeof fr;
