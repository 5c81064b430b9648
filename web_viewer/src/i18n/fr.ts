import type { Messages } from "./messages.ts";

export const fr: Messages = {
  tag: "fr",
  tagline: "Nos rues en images",
  winds: {
    n: "nord",
    ne: "nord-est",
    e: "est",
    se: "sud-est",
    s: "sud",
    sw: "sud-ouest",
    w: "ouest",
    nw: "nord-ouest",
  },

  viewOf: (street) => `${street}, vue à 360°`,
  pictureName: (wind) => `Image à 360°, regard ${wind}. Flèches\u202f: tourner`,
  flatPictureName: (wind) => `Image fixe, prise vers le côté ${wind}. Plus et moins\u202f: agrandir`,
  back: "Reculer",
  forward: "Avancer",
  noBack: "Pas d’image plus loin derrière",
  noForward: "Pas d’image plus loin devant",

  at: (number) => `À hauteur du n° ${number}`,
  facing: (wind) => `Regard ${wind}`,
  moved: (street, number) => `${street}, à hauteur du ${number}`,
  movedWithoutNumber: (street, wind) => `${street}, regard ${wind}`,
  unnamed: "Voie sans nom",

  report: "Signaler ou demander un floutage",
  share: "Partager",
  copied: "Lien copié",
  copyByHand: "Copiez ce lien",

  unfoldPanel: "Ouvrir le plan",
  sheetHandle: (size) =>
    size === "full" ? "Réduire le volet" : size === "half" ? "Agrandir le volet" : "Ouvrir le volet",
  plan: "Plan",

  dates: "Voir les dates",

  loading: "L’image arrive",
  sharp: (percent) => `Image nette, ${percent}\u202f%`,
  noWebGl: "Cet appareil ne peut pas tourner l’image à 360°. Elle s’affiche à plat\u202f; Avancer et Reculer marchent.",
};
