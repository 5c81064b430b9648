import type { Messages } from "./messages.ts";

export const en: Messages = {
  tag: "en",
  tagline: "Our streets in pictures",
  winds: {
    n: "north",
    ne: "north-east",
    e: "east",
    se: "south-east",
    s: "south",
    sw: "south-west",
    w: "west",
    nw: "north-west",
  },

  viewOf: (street) => `${street}, 360° view`,
  pictureName: (wind) => `360° picture, facing ${wind}. Arrows: turn`,
  flatPictureName: (wind) => `Still picture, taken facing ${wind}. Plus and minus: zoom`,
  back: "Back",
  forward: "Forward",
  noBack: "No picture further back",
  noForward: "No picture further ahead",

  at: (number) => `Near no. ${number}`,
  facing: (wind) => `Facing ${wind}`,
  moved: (street, number) => `${street}, near number ${number}`,
  movedWithoutNumber: (street, wind) => `${street}, facing ${wind}`,
  unnamed: "Unnamed street",

  report: "Report or ask for blurring",
  share: "Share",
  copied: "Link copied",
  copyByHand: "Copy this link",

  unfoldPanel: "Open the map",
  sheetHandle: (size) =>
    size === "full" ? "Shrink the sheet" : size === "half" ? "Enlarge the sheet" : "Open the sheet",
  plan: "Map",

  dates: "See the dates",

  loading: "The picture is on its way",
  sharp: (percent) => `Sharp picture, ${percent}%`,
  noWebGl: "This device cannot turn the 360° picture. It is shown flat; Forward and Back work.",
};
