import type { Words } from "./fr.ts";
import { bytes, count } from "./quantities.ts";
import { type Job, STEPS, type Step, stepShare } from "./snapshot.ts";

const LEAST_WATCHED_S = 15;
const TENTHS = 10;

/** What has to be told of a job: it came to another tenth of a step, or to its end. */
export interface Milestone {
  readonly job: Job;
  readonly finished: boolean;
}

/** Watches jobs from one snapshot to the next: says when a tenth is reached, and guesses what remains. */
export class Progress {
  readonly #told = new Map<string, string>();
  readonly #seen = new Map<string, { readonly step: Step; readonly done: number; readonly atMs: number }>();

  /** What is new since the last call; nothing at the first sight of a job. */
  milestones(jobs: readonly Job[]): Milestone[] {
    return jobs.flatMap((job) => {
      const finished = job.state === "done";
      const mark = finished ? "done" : `${STEPS.indexOf(job.step)}.${Math.floor(stepShare(job) * TENTHS)}`;
      const before = this.#told.get(job.id);
      this.#told.set(job.id, mark);
      const counted = finished || (job.state === "running" && job.total > 0);
      return before !== undefined && before !== mark && counted ? [{ job, finished }] : [];
    });
  }

  /** Seconds that the present step may still take, from the pace seen so far; null as long as nobody can know. */
  remainingS(job: Job, nowMs: number): number | null {
    const first = this.#seen.get(job.id);
    if (job.state !== "running" || first?.step !== job.step || job.done < first.done) {
      this.#seen.set(job.id, { step: job.step, done: job.done, atMs: nowMs });
      return null;
    }
    const watchedS = (nowMs - first.atMs) / 1000;
    const made = job.done - first.done;
    if (made === 0 || watchedS < LEAST_WATCHED_S) return null;
    return ((job.total - job.done) * watchedS) / made;
  }
}

/** "Relevé de printemps : Floutage, 1 290 sur 2 480 images". */
export function progressTold(job: Job, words: Words): string {
  const { tag } = words;
  const amount = (value: number): string => (job.unit === "bytes" ? bytes(value, tag) : count(value, tag));
  return words.progressed(job.campaign, words.steps[job.step], words.someOf(amount(job.done), amount(job.total)), words.units[job.unit]);
}
