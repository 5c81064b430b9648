import type { Deed, Sure } from "./events.ts";
import type { Words } from "./fr.ts";
import type { Job, Question, Snapshot, Trouble } from "./snapshot.ts";

/** A deed with the words of its button. */
export interface Offer {
  readonly label: string;
  readonly deed: Deed & { readonly sure?: Sure };
}

/** One thing that waits for a person. */
export interface Need {
  readonly heading: string;
  readonly names: readonly string[];
  readonly problem: string;
  readonly remedy: string;
  readonly unharmed: string;
  readonly jobId: string;
  readonly asksForShift: boolean;
  readonly offers: readonly Offer[];
}

/** What waits for a person: questions first, then what did not go through, likes together. */
export function needsOf(snapshot: Snapshot, words: Words): Need[] {
  const asked = snapshot.jobs.flatMap((job) => (job.question ? [ofQuestion(job, job.question, words)] : []));
  return [...asked, ...alike(snapshot.troubles).map((troubles) => ofTroubles(troubles, snapshot.jobs, words))];
}

function ofQuestion(job: Job, { problem, remedy, answers }: Question, words: Words): Need {
  const offers = answers.map(({ label, clockOffsetS }): Offer => {
    const deed = { jobId: job.id, isUpload: false, verb: "answer", json: { clock_offset_s: clockOffsetS }, done: words.asked };
    return { deed, label };
  });
  const more = offersOf(job, words, ["cancel"]);
  return { heading: job.campaign, names: [], problem, remedy, unharmed: "", jobId: job.id, asksForShift: true, offers: [...offers, ...more] };
}

function ofTroubles(troubles: readonly [Trouble, ...Trouble[]], jobs: readonly Job[], words: Words): Need {
  const [{ name, problem, remedy, unharmed, action, jobId }] = troubles;
  const job = jobs.find(({ id }) => id === jobId);
  const offers = job && action ? [{ ...offer(job, action.verb, words), label: action.label }] : [];
  const more = job && action?.verb === "retry" ? offersOf(job, words, ["cancel"]) : [];
  const names = troubles.map((trouble) => trouble.name);
  return { heading: name, names, problem, remedy, unharmed, jobId, asksForShift: false, offers: [...offers, ...more] };
}

/** What buttons a job offers, of those wanted and allowed. */
export const offersOf = (job: Job, words: Words, wanted: readonly string[]): Offer[] =>
  wanted.filter((verb) => job.actions.includes(verb)).map((verb) => offer(job, verb, words));

function offer(job: Job, verb: string, words: Words): Offer {
  const label = words.actions[verb] ?? verb;
  const deed = { jobId: job.id, isUpload: job.kind === "upload", verb, done: words.asked };
  const sure = { button: label };
  if (verb === "publish") {
    const asked = { ...sure, heading: words.publishAsk(job.campaign), text: words.publishTold };
    return { label, deed: { ...deed, verb: "visibility", json: { visibility: "public" }, sure: asked } };
  }
  if (verb === "unpublish") return { label, deed: { ...deed, verb: "visibility", json: { visibility: "staff" } } };
  if (verb === "cancel") {
    return { label, deed: { ...deed, sure: { ...sure, heading: words.cancelAsk(job.campaign), text: words.cancelTold, danger: true } } };
  }
  return { label, deed };
}

function alike(troubles: readonly Trouble[]): (readonly [Trouble, ...Trouble[]])[] {
  const groups = new Map<string, [Trouble, ...Trouble[]]>();
  for (const trouble of troubles) {
    const key = [trouble.jobId, trouble.action?.verb, trouble.problem.replaceAll(trouble.name, "")].join("|");
    const group = groups.get(key);
    if (group) group.push(trouble);
    else groups.set(key, [trouble]);
  }
  return [...groups.values()];
}
