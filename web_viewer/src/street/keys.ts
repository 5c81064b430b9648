/** What keys and buttons can ask of the street page. */
export type Command =
  | "look-left"
  | "look-right"
  | "look-up"
  | "look-down"
  | "forward"
  | "back"
  | "zoom-in"
  | "zoom-out"
  | "north"
  | "dates"
  | "plan"
  | "report"
  | "search"
  | "full-screen"
  | "help"
  | "rights";

const ANYWHERE: Readonly<Record<string, Command>> = {
  d: "dates",
  f: "full-screen",
  n: "north",
  p: "plan",
  s: "report",
  "/": "search",
  "?": "help",
};

const ON_PICTURE: Readonly<Record<string, Command>> = {
  ArrowDown: "look-down",
  ArrowLeft: "look-left",
  ArrowRight: "look-right",
  ArrowUp: "look-up",
  "+": "zoom-in",
  "=": "zoom-in",
  "-": "zoom-out",
};

const ON_PICTURE_SHIFTED: Readonly<Record<string, Command>> = { ArrowDown: "back", ArrowUp: "forward" };

/** The command of a key press on the picture; null if it has none. */
export function pictureCommand(press: KeyboardEvent): Command | null {
  if (isReserved(press)) return null;
  return (press.shiftKey ? ON_PICTURE_SHIFTED[press.key] : undefined) ?? ON_PICTURE[press.key] ?? null;
}

/** The command of a key press anywhere on the page; none while somebody types (WCAG 2.2, criterion 2.1.4). */
export function pageCommand(press: KeyboardEvent): Command | null {
  return isReserved(press) || isTyping(press) ? null : (ANYWHERE[press.key.toLowerCase()] ?? null);
}

const isReserved = (press: KeyboardEvent): boolean => press.ctrlKey || press.metaKey || press.altKey;

function isTyping(press: KeyboardEvent): boolean {
  const { tagName, type, isContentEditable } = (press.composedPath()[0] ?? {}) as Partial<HTMLInputElement>;
  if (tagName === "INPUT") return type !== "radio" && type !== "checkbox";
  return isContentEditable === true || tagName === "TEXTAREA" || tagName === "SELECT";
}
