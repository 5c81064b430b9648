import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { icon } from "../elements/icons.ts";
import { shared } from "../elements/styles.ts";
import { drawing } from "./drawings.ts";
import { report } from "./events.ts";
import type { Words } from "./fr.ts";
import { jobStyles } from "./job-styles.ts";
import { offersOf } from "./needs.ts";
import { type Progress, progressTold } from "./progress.ts";
import { bytes, count, duration, isToday, moment, percent } from "./quantities.ts";
import { isOpen, type Job, type Snapshot, STEPS, type Step, shareDone, stepShare } from "./snapshot.ts";
import { staff } from "./styles.ts";
import { addressOf } from "./views.ts";

const FILTERS = ["open", "done", "all"] as const;
export type Filter = (typeof FILTERS)[number];

/** The jobs, each in its five steps, and what was done today. */
@customElement("ruelle-jobs")
export class RuelleJobs extends LitElement {
  static override styles = [shared, staff, jobStyles];

  @property({ attribute: false }) words!: Words;
  @property({ attribute: false }) snapshot!: Snapshot;
  @property({ attribute: false }) progress!: Progress;
  @state() private filter: Filter = "open";

  /** Moves the focus to the next job, or to the one before. */
  step(by: 1 | -1): void {
    const cards = [...this.renderRoot.querySelectorAll<HTMLElement>("[data-job]")];
    const at = cards.indexOf(this.shadowRoot?.activeElement?.closest("[data-job]") as HTMLElement);
    cards[at === -1 ? 0 : (at + by + cards.length) % cards.length]?.focus();
  }

  override render(): TemplateResult {
    const { words } = this;
    const jobs = this.snapshot.jobs.filter((job) => this.filter === "all" || isOpen(job) === (this.filter === "open"));
    return html`
      <header class="top">
        <h1 id="jobs">${words.views.jobs}</h1>
        ${this.filters()}
      </header>
      <slot></slot>
      ${jobs.length > 0
        ? html`<ul class="card" aria-labelledby="jobs">${jobs.map((job) => this.job(job))}</ul>`
        : html`<div class="card empty">
            <span>${drawing("activity", 24)}</span>
            <div><h2>${words.noJobs}</h2><p class="quiet-text">${words.noJobsRemedy}</p></div>
          </div>`}
      ${this.today()}
    `;
  }

  private filters(): TemplateResult {
    const { words } = this;
    const open = this.snapshot.jobs.filter(isOpen).length;
    return html`<fieldset class="switch">
      <legend class="unseen">${words.filter}</legend>
      ${FILTERS.map(
        (filter) => html`<label>
          <input type="radio" name="filter" .checked=${this.filter === filter} @change=${() => (this.filter = filter)} />
          ${words.filters[filter]}${filter === "open" && open ? ` ${count(open, words.tag)}` : ""}
        </label>`,
      )}
    </fieldset>`;
  }

  private job(job: Job): TemplateResult {
    const { words } = this;
    const remainingS = this.progress.remainingS(job, Date.now());
    const runs = job.state === "running" || job.state === "uploading";
    const told = runs && remainingS !== null ? words.remains(duration(remainingS)) : words.states[job.state];
    return html`<li data-job tabindex="-1" aria-label="${job.campaign}, ${told}">
      <div class="head">
        <h2>${job.campaign}</h2>
        <span class="quiet-text grow">${this.size(job)} · ${words.visibility[job.visibility]}</span>
        <span class="told ${job.state}">${isOpen(job) && job.state !== "queued" ? html`<strong>${percent(shareDone(job), words.tag)}</strong> ` : ""}${told}</span>
        ${this.giveUp(job)}
      </div>
      ${job.state === "queued" || !isOpen(job) ? nothing : this.steps(job)} ${this.leftOut(job)} ${this.actions(job)}
    </li>`;
  }

  private size(job: Job): string {
    const { words } = this;
    if (job.unit === "bytes") return bytes(job.total, words.tag);
    return job.pictures > 0 ? words.pictures(job.pictures) : words.files(job.total);
  }

  private steps(job: Job): TemplateResult {
    const { words } = this;
    const now = STEPS.indexOf(job.step);
    const amount = (value: number): string => (job.unit === "bytes" ? bytes(value, words.tag) : count(value, words.tag));
    const value = Math.round(shareDone(job) * 100);
    return html`
      <progress class="unseen" max="100" value=${value} aria-label=${this.name(job)}></progress>
      <ol class="steps">
        ${STEPS.map((step, rank) => {
          const share = rank < now ? 1 : rank === now ? stepShare(job) : 0;
          return html`<li class=${rank === now ? "now" : ""} aria-current=${rank === now ? "step" : nothing}>
            <div class="bar"><span style="width:${share * 100}%"></span></div>
            <span>${words.steps[step]}</span>
            <span class="quiet-text">${rank === now ? words.someOf(amount(job.done), amount(job.total)) : rank < now ? this.counted(job, step) : words.toCome}</span>
          </li>`;
        })}
      </ol>
      <div class="one" aria-hidden="true">
        <div class="bar"><span style="width:${shareDone(job) * 100}%"></span></div>
        <span>${words.stepOf(words.steps[job.step], now + 1)}</span>
      </div>
    `;
  }

  private counted(job: Job, step: Step): unknown {
    const counted = job.steps.find((one) => one.step === step);
    return counted ? count(counted.done, this.words.tag) : icon("check", 14);
  }

  /** "Relevé de printemps : Floutage, 1 290 sur 2 480 images". */
  private name(job: Job): string {
    return progressTold(job, this.words);
  }

  /** Files that capture could not use, with the reason. */
  private leftOut(job: Job): TemplateResult | typeof nothing {
    const { count: total, files } = job.leftOut;
    if (total === 0) return nothing;
    const told = this.words.dropped(total);
    if (files.length === 0) return html`<p class="quiet-text small">${told}</p>`;
    return html`<details class="small">
      <summary>${told}</summary>
      <ul>${files.map(({ name, problem, remedy }) => html`<li><strong>${name}</strong> ${problem} <span class="quiet-text">${remedy}</span></li>`)}</ul>
    </details>`;
  }

  private giveUp(job: Job): TemplateResult | typeof nothing {
    const [offer] = offersOf(job, this.words, ["cancel"]);
    if (!offer || job.question) return nothing;
    const act = (): void => report(this, "ruelle-deed", offer.deed);
    return html`<button class="button quiet square" type="button" aria-label="${offer.label}, ${job.campaign}" title=${offer.label} @click=${act}>${icon("close", 18)}</button>`;
  }

  private actions(job: Job): TemplateResult | typeof nothing {
    if (job.step === "review" && job.state === "waiting") {
      const { check } = this.words;
      return html`<div class="actions"><a class="button" href=${addressOf("review")} aria-label="${check}, ${job.campaign}">${check}</a></div>`;
    }
    const offers = offersOf(job, this.words, ["publish", "unpublish"]);
    if (offers.length === 0 || isOpen(job)) return nothing;
    return html`<div class="actions">
      ${offers.map(
        ({ label, deed }) =>
          html`<button class="button" type="button" aria-label="${label}, ${job.campaign}" @click=${() => report(this, "ruelle-deed", deed)}>${label}</button>`,
      )}
    </div>`;
  }

  private today(): TemplateResult {
    const { words, snapshot } = this;
    const now = new Date();
    const done = snapshot.jobs.filter(({ state, finishedAt }) => state === "done" && finishedAt && isToday(finishedAt, now));
    const counted = [
      ...(snapshot.readyToday > 0 ? [words.published(snapshot.readyToday)] : []),
      ...(snapshot.failedToday > 0 ? [words.refused(snapshot.failedToday)] : []),
    ];
    return html`<section class="card" aria-labelledby="today">
      <header class="pad">
        <h2 id="today">${words.doneToday}</h2>
        <span class="quiet-text">${counted.join(", ") || words.nothingToday}</span>
      </header>
      ${done.length > 0
        ? html`<ul>
            ${done.map(
              (job) => html`<li class="line">
                <span class="ok">${icon("check", 18)}</span><strong>${job.campaign}</strong>
                <span class="quiet-text grow">${words.published(job.ready)}${job.toReview > 0 ? `, ${words.toReview(job.toReview)}` : ""}</span>
                ${job.finishedAt ? html`<span class="quiet-text">${moment(job.finishedAt, words.tag)}</span>` : nothing}
              </li>`,
            )}
          </ul>`
        : nothing}
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "ruelle-jobs": RuelleJobs;
  }
}
