/** Whether a press belongs to the browser, or to somebody who writes (WCAG 2.2, criterion 2.1.4). */
export function isTaken(press: KeyboardEvent): boolean {
  if (press.ctrlKey || press.metaKey || press.altKey || press.isComposing) return true;
  const { tagName, type, isContentEditable } = (press.composedPath()[0] ?? {}) as Partial<HTMLInputElement>;
  if (tagName === "INPUT") return type !== "radio" && type !== "checkbox";
  return isContentEditable === true || tagName === "TEXTAREA" || tagName === "SELECT";
}

/** Whether a dialog is over the page, so that no key reaches what lies under it. */
export const isUnderDialog = (press: KeyboardEvent): boolean =>
  press.composedPath().some((node) => node instanceof HTMLDialogElement && node.open);
