import { amount, date, fields, list, text } from "../api/json.ts";

/** The five steps that every job goes through, in order. */
export const STEPS = ["receive", "place", "anonymise", "review", "publish"] as const;
export type Step = (typeof STEPS)[number];

export const JOB_STATES = ["uploading", "queued", "running", "waiting", "done", "failed", "cancelled"] as const;
export type JobState = (typeof JOB_STATES)[number];

export type Visibility = "public" | "staff";

/** What went wrong, and what to do about it. */
export interface Said {
  readonly problem: string;
  readonly remedy: string;
}

/** One answer that a waiting job would take. */
export interface Answer {
  readonly label: string;
  readonly clockOffsetS: number;
}

/** What a step counts. */
export type Unit = "bytes" | "files" | "originals" | "pictures";

/** How far one step has come. */
export interface StepCount {
  readonly step: Step;
  readonly done: number;
  readonly total: number;
}

/** Files that will not become pictures; some of them with the reason. */
export interface LeftOut {
  readonly count: number;
  readonly files: readonly (Said & { readonly name: string })[];
}

/** Something a person has to say before a job goes on. */
export interface Question extends Said {
  readonly answers: readonly Answer[];
}

/** One drive on its way from the camera card to the street page. */
export interface Job {
  readonly id: string;
  readonly campaign: string;
  readonly kind: "upload" | "drive";
  readonly state: JobState;
  readonly step: Step;
  readonly done: number;
  readonly total: number;
  readonly unit: Unit;
  readonly steps: readonly StepCount[];
  readonly pictures: number;
  readonly ready: number;
  readonly toReview: number;
  readonly leftOut: LeftOut;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly question: Question | null;
  readonly visibility: Visibility;
  readonly actions: readonly string[];
}

/** Something that did not go through; `action` is what a button can do about it, on the job of that id. */
export interface Trouble extends Said {
  readonly name: string;
  readonly unharmed: string;
  readonly action: { readonly verb: string; readonly label: string } | null;
  readonly jobId: string;
}

const UNITS: readonly Unit[] = ["bytes", "files", "originals", "pictures"];

export interface Disk {
  readonly usedBytes: number;
  readonly freeBytes: number;
  readonly totalBytes: number;
  readonly level: "ok" | "warn" | "stop";
  readonly daysLeft: number | null;
}

/** Originals that will be erased on a known day. */
export interface Kept {
  readonly driveId: string;
  readonly campaign: string;
  readonly originals: number;
  readonly bytes: number;
  readonly eraseOn: Date | null;
  readonly daysLeft: number | null;
}

/** All that the operators' page shows, at one moment. */
export interface Snapshot {
  readonly jobs: readonly Job[];
  readonly troubles: readonly Trouble[];
  readonly disk: Disk | null;
  readonly retention: readonly Kept[];
  readonly retentionDays: number | null;
  readonly reviews: number;
  readonly requests: number;
  readonly readyToday: number;
  readonly failedToday: number;
}

/** Reads the answer of `/api/operate`. */
export function parseSnapshot(value: unknown): Snapshot {
  const told = fields(value);
  const today = fields(told.today);
  return {
    jobs: list(told.jobs).map(parseJob),
    troubles: list(told.failures).map(parseTrouble),
    disk: parseDisk(told.disk),
    retention: list(told.retention).map(parseKept),
    retentionDays: amount(told.retention_days),
    reviews: amount(fields(told.review).open) ?? 0,
    requests: amount(fields(told.requests).open) ?? 0,
    readyToday: amount(today.ready) ?? 0,
    failedToday: amount(today.failed) ?? 0,
  };
}

function parseJob(value: unknown): Job {
  const job = fields(value);
  const question = fields(job.question);
  return {
    id: text(job.id) ?? "",
    campaign: text(job.campaign) ?? "",
    kind: job.kind === "upload" ? "upload" : "drive",
    state: JOB_STATES.find((state) => state === job.state) ?? "running",
    step: STEPS.find((step) => step === job.step) ?? "receive",
    done: amount(job.done) ?? 0,
    total: amount(job.total) ?? 0,
    unit: UNITS.find((unit) => unit === job.unit) ?? "pictures",
    steps: list(job.steps).flatMap(parseStep),
    pictures: amount(job.pictures) ?? 0,
    ready: amount(job.ready) ?? 0,
    toReview: amount(job.review) ?? 0,
    leftOut: parseLeftOut(job.dropped),
    startedAt: date(job.started_at),
    finishedAt: date(job.finished_at),
    question: job.question ? { ...said(question), answers: list(question.answers).flatMap(parseAnswer) } : null,
    visibility: job.visibility === "public" ? "public" : "staff",
    actions: list(job.actions).flatMap((action) => text(action) ?? []),
  };
}

function parseStep(value: unknown): StepCount[] {
  const told = fields(value);
  const step = STEPS.find((one) => one === told.name);
  return step ? [{ step, done: amount(told.done) ?? 0, total: amount(told.total) ?? 0 }] : [];
}

function parseLeftOut(value: unknown): LeftOut {
  const { count, files } = fields(value);
  return {
    count: amount(count) ?? 0,
    files: list(files).map((file) => ({ ...said(file), name: text(fields(file).name) ?? "" })),
  };
}

function parseAnswer(value: unknown): Answer[] {
  const answer = fields(value);
  const clockOffsetS = amount(answer.clock_offset_s);
  return clockOffsetS === null ? [] : [{ clockOffsetS, label: text(answer.label) ?? "" }];
}

function parseTrouble(value: unknown): Trouble {
  const trouble = fields(value);
  const action = fields(trouble.action);
  const verb = text(action.verb);
  return {
    ...said(trouble),
    name: text(trouble.name) ?? "",
    unharmed: text(trouble.unharmed) ?? "",
    action: verb ? { verb, label: text(action.label) ?? verb } : null,
    jobId: text(trouble.drive_id) ?? text(action.drive_id) ?? "",
  };
}

function parseDisk(value: unknown): Disk | null {
  const disk = fields(value);
  const totalBytes = amount(disk.total_bytes);
  if (!totalBytes) return null;
  return {
    totalBytes,
    usedBytes: amount(disk.used_bytes) ?? 0,
    freeBytes: amount(disk.free_bytes) ?? 0,
    level: disk.level === "stop" || disk.level === "warn" ? disk.level : "ok",
    daysLeft: amount(disk.days_left),
  };
}

function parseKept(value: unknown): Kept {
  const kept = fields(value);
  return {
    driveId: text(kept.drive_id) ?? "",
    campaign: text(kept.campaign) ?? "",
    originals: amount(kept.originals) ?? 0,
    bytes: amount(kept.bytes) ?? 0,
    eraseOn: date(kept.erase_on),
    daysLeft: amount(kept.days_left),
  };
}

function said(value: unknown): Said {
  const { problem, remedy } = fields(value);
  return { problem: text(problem) ?? "", remedy: text(remedy) ?? "" };
}

/** How far a job has come over all its steps, from 0 to 1; a step counts for a fifth. */
export function shareDone(job: Job): number {
  if (job.state === "done") return 1;
  return (STEPS.indexOf(job.step) + stepShare(job)) / STEPS.length;
}

/** How far a job has come in its present step, from 0 to 1. */
export const stepShare = (job: Job): number => (job.total > 0 ? Math.min(1, job.done / job.total) : 0);

/** Whether a job is neither done nor given up. */
export const isOpen = (job: Job): boolean => job.state !== "done" && job.state !== "cancelled";
