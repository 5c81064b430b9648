import type { Language } from "../i18n/language.ts";
import { count, percent } from "../operate/quantities.ts";
import type { ReviewWords } from "./fr.ts";
import { isUndecided, type Kind, type Zone } from "./review.ts";

const tag = "en" as Language;
const many = (value: number, one: string, more: string): string => `${count(value, tag)}\u00a0${value === 1 ? one : more}`;

const kinds: Readonly<Record<Kind, string>> = { face: "Face", plate: "Plate", person: "Person", house: "Home", other: "Other" };

function standing(zone: Zone): string {
  if (isUndecided(zone)) return "to decide";
  return zone.decision === "lift" ? "unblurred" : "blurred";
}

function sureness(zone: Zone): string {
  return zone.origin === "person" ? "added" : zone.origin === "request" ? "asked for" : zone.doubtful ? "doubtful" : "certain";
}

export const en: ReviewWords = {
  tag,
  title: "Operations",
  queue: "Blurring to check",
  close: "Close",
  leave: "Leave",
  leaveKey: "Esc",
  position: (rank, all) => ({ rank: count(rank, tag), all: `of ${count(all, tag)}` }),
  loading: "Loading…",
  retry: "Try again",
  back: "Back to the queue",
  nowhere: "Place unknown",
  zones: (value) => many(value, "zone", "zones"),
  zone: "Zone",
  zoneList: "Zones of the picture",

  kinds,
  kindMark: (zone) => `${kinds[zone.kind]}${isUndecided(zone) ? "?" : ""}`,
  heading: (zone) => `${kinds[zone.kind]}, ${sureness(zone)}`,
  source: (zone) => {
    if (zone.origin === "person") return "by hand";
    if (zone.origin === "request") return "by a resident";
    return `${percent(zone.score, tag)}${zone.origin === "neighbour" ? ", seen in the pictures beside" : ""}`;
  },
  standing: (zone) => standing(zone).replace(/^./, (letter) => letter.toUpperCase()),
  zoneName: (number, zone) => `Zone ${number}, ${en.heading(zone).toLowerCase()}, ${en.source(zone)}, ${standing(zone)}`,
  keep: "Keep blurred",
  lift: "Unblur",
  remove: "Remove",
  takeBack: "Take the decision back",
  look: "See unblurred",
  lookHold: "Hold to see unblurred",
  lookTold: "Each look is written in the journal.",
  looking: (number) => `Zone ${number} unblurred`,
  lookNone: "There is no unblurred view of this zone.",
  noLift: "The original is erased: a blur can no longer be lifted.",
  add: "Add a forgotten zone",
  addKind: "What the zone hides",
  addHint: "Click two opposite corners, or place the frame with the arrows, size it with + and −, then Enter.",
  addDone: "Set the zone",
  addStop: "Cancel",
  added: (kind) => `Zone added: ${kinds[kind].toLowerCase()}.`,
  framed: (headingDeg, pitchDeg) =>
    `Frame ${Math.abs(headingDeg)}° to the ${headingDeg < 0 ? "left" : "right"}, ${Math.abs(pitchDeg)}° ${pitchDeg < 0 ? "below" : "above"} the horizon`,
  undone: "Undone.",
  nothingToUndo: "Nothing to undo.",
  decided: (number, zone) => `Zone ${number}: ${standing(zone)}.`,
  allDecided: "All is decided.",

  stage: "Blurred picture. Arrows: turn, plus and minus: zoom",
  noWebGl: "This screen cannot draw in 3D: the picture is unrolled.",
  reasons: { doubtful: "", crowd: "Many people: look at the whole picture.", broken: "", sample: "Sample: look for what should have been blurred and is not. The picture is online already.", request: "A resident could not show the place: read their message. The picture is online." },
  broken: "Detection did not finish on this picture",
  brokenRemedy: "Nothing of it is shown to anybody. Retry the job from the operations page.",
  failed: "The picture could not be shown",
  failedRemedy: "Your decisions are kept.",
  notKept: "This decision could not be written down.",
  closed: "This picture has been checked already.",

  note: "Without a decision the picture stays offline. Each choice is logged.",
  noteOnline: "The picture stays online; what you add is blurred at once.",
  publish: "Publish and next",
  finish: "Finish and next",
  enter: "Enter",
  remaining: (value) => `${many(value, "zone", "zones")} still to decide`,
  ready: "Ready to be published",
  fourEyes: "Two people have to look at each picture. You are the first.",
  fourEyesSecond: (name) => `${name} has looked at it. Your agreement publishes it.`,
  fourEyesSame: "You have looked at this picture. Another person has to agree.",
  finished: "Done. The picture is published within seconds.",

  strip: "Next pictures",
  toDecide: (value) => (value === 0 ? "to publish" : `${count(value, tag)} to decide`),
  help: "help",
  keys: "Shortcuts",
  bar: [
    [["F"], "keep blurred"],
    [["N"], "unblur"],
    [["Z"], "add a zone"],
    [["Tab"], "next zone"],
    [["Enter"], "publish and next"],
    [["Ctrl", "Z"], "undo"],
  ],
  helpKeys: [
    [["F"], "keep blurred"],
    [["N"], "unblur"],
    [["O"], "held: see a zone unblurred, written in the journal"],
    [["Z"], "add a zone: arrows, + and −, Enter"],
    [["Tab"], "next zone"],
    [["Enter"], "publish, and next picture"],
    [["Ctrl", "Z"], "undo"],
    [["Esc"], "leave"],
  ],
  helpLetters: "Keys of a single letter act",
  helpWhere: "The same actions have buttons under the chosen zone; the left and right arrows lead there.",
};
