import { expect, test } from "vitest";
import { Progress } from "../../src/operate/progress.ts";
import { type Job, parseSnapshot, shareDone } from "../../src/operate/snapshot.ts";

const job = (more: object): Job => {
  const [one] = parseSnapshot({ jobs: [{ id: "a", campaign: "Sud", state: "running", step: "anonymise", total: 50, ...more }] }).jobs;
  if (!one) throw new Error("no job");
  return one;
};

test("a tenth is told once, and not at first sight", () => {
  const progress = new Progress();
  const told = [4, 6, 9, 10, 24].map((done) => progress.milestones([job({ done })]).length);
  expect(told).toEqual([0, 1, 0, 1, 1]);
  expect(progress.milestones([job({ done: 50, state: "done" })])[0]?.finished).toBe(true);
});

test("what remains follows from the pace seen", () => {
  const progress = new Progress();
  expect(progress.remainingS(job({ done: 10 }), 0)).toBeNull();
  expect(progress.remainingS(job({ done: 11 }), 5_000)).toBeNull();
  expect(progress.remainingS(job({ done: 30 }), 40_000)).toBe(40);
  expect(progress.remainingS(job({ done: 1, step: "publish" }), 41_000)).toBeNull();
});

test("a step counts for a fifth", () => {
  expect(shareDone(job({ done: 25 }))).toBeCloseTo(0.5);
  expect(shareDone(job({ done: 0, state: "done" }))).toBe(1);
});
