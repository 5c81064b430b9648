import { expect, test } from "vitest";
import { pageCommand, pictureCommand } from "../../src/street/keys.ts";

const press = (key: string, more: Partial<KeyboardEvent> = {}): KeyboardEvent =>
  ({ key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, composedPath: () => [], ...more }) as unknown as KeyboardEvent;

test.each([
  ["ArrowLeft", {}, "look-left"],
  ["ArrowUp", {}, "look-up"],
  ["ArrowUp", { shiftKey: true }, "forward"],
  ["ArrowDown", { shiftKey: true }, "back"],
  ["+", { shiftKey: true }, "zoom-in"],
  ["-", {}, "zoom-out"],
  ["x", {}, null],
  ["ArrowLeft", { altKey: true }, null],
] as const)("on the picture, %s %j is %s", (key, more, command) => {
  expect(pictureCommand(press(key, more))).toBe(command);
});

test.each([
  ["n", {}, "north"],
  ["N", { shiftKey: true }, "north"],
  ["/", { shiftKey: true }, "search"],
  ["?", { shiftKey: true }, "help"],
  ["p", { ctrlKey: true }, null],
  ["f", { metaKey: true }, null],
] as const)("on the page, %s %j is %s", (key, more, command) => {
  expect(pageCommand(press(key, more))).toBe(command);
});

test.each([
  [{ tagName: "INPUT", type: "search" }, null],
  [{ tagName: "TEXTAREA" }, null],
  [{ tagName: "DIV", isContentEditable: true }, null],
  [{ tagName: "INPUT", type: "radio" }, "plan"],
] as const)("a letter typed in %j is %s", (target, command) => {
  expect(pageCommand(press("p", { composedPath: () => [target as unknown as EventTarget] }))).toBe(command);
});
