import { expect, test } from "vitest";
import { fr } from "../../src/operate/fr.ts";
import { needsOf, offersOf } from "../../src/operate/needs.ts";
import { parseSnapshot } from "../../src/operate/snapshot.ts";

const waiting = {
  id: "n", campaign: "Nord", kind: "drive", state: "waiting", step: "place", actions: ["answer", "cancel"],
  question: { problem: "L’horloge avance.", remedy: "", answers: [{ label: "Décaler de −2 h", clock_offset_s: -7200 }, { label: "sans nombre" }] },
};
const upload = { id: "u", campaign: "Sud", kind: "upload", state: "failed", step: "receive", actions: ["retry", "cancel"] };
const trouble = (name: string) => ({ name, problem: `${name} est coupé.`, remedy: "", unharmed: "", drive_id: "u", action: { verb: "retry", label: "Reprendre" } });

test("questions come first, with the answers that can be given", () => {
  const [first, second, ...more] = needsOf(parseSnapshot({ jobs: [upload, waiting], failures: [trouble("a.jpg"), trouble("b.jpg")] }), fr);
  expect(more).toEqual([]);
  expect(first).toMatchObject({ heading: "Nord", asksForShift: true });
  expect(first?.offers.map(({ deed }) => [deed.verb, deed.json])).toEqual([["answer", { clock_offset_s: -7200 }], ["cancel", undefined]]);
  expect(second?.names).toEqual(["a.jpg", "b.jpg"]);
  expect(second?.offers[0]).toMatchObject({ label: "Reprendre", deed: { jobId: "u", isUpload: true, verb: "retry" } });
});

test("a trouble without a job has no button", () => {
  const [need] = needsOf(parseSnapshot({ failures: [{ name: "Disque", problem: "Le disque se remplit.", action: null }] }), fr);
  expect(need).toMatchObject({ heading: "Disque", offers: [] });
});

test("what cannot be taken back is asked twice", () => {
  const [job] = parseSnapshot({ jobs: [{ ...waiting, actions: ["publish", "unpublish", "cancel"] }] }).jobs;
  if (!job) throw new Error("no job");
  const offers = offersOf(job, fr, ["publish", "unpublish", "retry", "cancel"]);
  expect(offers.map(({ deed }) => [deed.verb, deed.json, deed.sure !== undefined])).toEqual([
    ["visibility", { visibility: "public" }, true],
    ["visibility", { visibility: "staff" }, false],
    ["cancel", undefined, true],
  ]);
});

test("an answer that makes no sense is read as an empty page", () => {
  expect(parseSnapshot({ jobs: 7, disk: "full", failures: [null], today: [] })).toMatchObject({ jobs: [], disk: null, reviews: 0 });
});
