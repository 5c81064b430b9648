const REMEMBERED = "ruelle-letters";

/** Whether keys of one letter act; they do until the reader turns them off. */
export function lettersAct(): boolean {
  try {
    return localStorage.getItem(REMEMBERED) !== "off";
  } catch {
    return true;
  }
}

/** Keeps the choice for the next visit, where the browser allows it. */
export function rememberLetters(act: boolean): void {
  try {
    localStorage.setItem(REMEMBERED, act ? "on" : "off");
  } catch {
    // Private windows may refuse storage; the choice then lasts for this visit.
  }
}
