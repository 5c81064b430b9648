import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { icon } from "../elements/icons.ts";
import { shared } from "../elements/styles.ts";
import type { Asking } from "../operate/asking.ts";
import { drawing } from "../operate/drawings.ts";
import type { Words } from "../operate/fr.ts";
import { Loading } from "../operate/loading.ts";
import { moment } from "../operate/quantities.ts";
import { staff } from "../operate/styles.ts";
import { addressOf } from "../operate/views.ts";
import { type Brief, parseQueue, type Queue } from "./review.ts";
import "./ruelle-sampling.ts";

/** The pictures that wait for a person, and the control by sample. */
@customElement("ruelle-queue")
export class RuelleQueue extends LitElement {
  static override styles = [
    shared,
    staff,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr) 340px;
        gap: 24px;
        align-items: start;
      }
      .main {
        display: grid;
        gap: 16px;
      }
      h1 {
        font-size: 1.5rem;
        font-weight: 620;
        line-height: 1.22;
      }
      .top {
        display: flex;
        flex-wrap: wrap;
        gap: 12px 24px;
        align-items: center;
        justify-content: space-between;
      }
      .top > div {
        flex: 1 0 280px;
      }
      .grid {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(184px, 1fr));
        gap: 16px;
      }
      .grid a {
        display: grid;
        gap: 2px;
        height: 100%;
        align-content: start;
        padding: 8px 8px 12px;
        color: inherit;
        text-decoration: none;
        transition: border-color var(--quick);
      }
      .grid a:hover {
        border-color: var(--border);
      }
      img,
      .blank {
        display: grid;
        place-items: center;
        width: 100%;
        aspect-ratio: 5 / 3;
        margin-bottom: 6px;
        border-radius: 5px;
        background: var(--stone-3);
        color: var(--ink-2);
        object-fit: cover;
      }
      .grid a > :not(img, .blank) {
        margin-inline: 4px;
      }
      .chips {
        display: flex;
        flex-wrap: wrap;
        gap: 6px;
        margin-top: 6px;
      }
      @media (max-width: 1180px) {
        :host {
          grid-template-columns: minmax(0, 1fr);
        }
      }
      @media (max-width: 760px) {
        .grid {
          grid-template-columns: 1fr 1fr;
          gap: 12px;
        }
        .top .button {
          width: 100%;
        }
      }
    `,
  ];

  @property({ attribute: false }) words!: Words;
  @property({ attribute: false }) asking!: Asking;
  @property({ attribute: false }) campaigns: readonly string[] = [];
  private readonly queue = new Loading<Queue>(this);

  override firstUpdated(): void {
    void this.load(null);
  }

  override render(): TemplateResult {
    const { words, queue } = this;
    const first = queue.value?.reviews[0];
    return html`
      <div class="main">
        <div class="top">
          <div>
            <h1>${words.reviewTitle}</h1>
            ${first ? html`<p class="quiet-text">${words.reviewHint}</p>` : nothing}
          </div>
          ${first ? html`<a class="button filled" href=${addressOf("review", first.itemId)}>${drawing("blur")} ${words.reviewStart}</a>` : nothing}
        </div>
        ${queue.refusal ? html`<p class="wrong" role="alert">${icon("warning", 16)} ${queue.refusal.problem || words.cutOff}</p>` : nothing}
        ${queue.value === null ? (queue.refusal ? nothing : html`<p role="status">${words.loading}</p>`) : this.list(queue.value)}
      </div>
      <ruelle-sampling .words=${words} .asking=${this.asking} .campaigns=${this.campaigns} @ruelle-drawn=${() => this.load(null)}></ruelle-sampling>
    `;
  }

  private list({ reviews, next }: Queue): TemplateResult {
    const { words } = this;
    if (reviews.length === 0) {
      return html`<div class="card empty" role="status">
        <span>${icon("check", 24)}</span>
        <div><h2>${words.noReviews}</h2><p class="quiet-text">${words.noReviewsRemedy}</p></div>
      </div>`;
    }
    return html`
      <ul class="grid">${reviews.map((brief) => html`<li>${this.brief(brief)}</li>`)}</ul>
      ${next ? html`<div><button class="button" type="button" @click=${() => this.load(next)}>${words.more}</button></div>` : nothing}
    `;
  }

  private brief(brief: Brief): TemplateResult {
    const { words } = this;
    const place = brief.place ?? words.noPlace;
    return html`<a class="card" href=${addressOf("review", brief.itemId)}>
      ${brief.thumbUrl ? html`<img src=${brief.thumbUrl} alt="" loading="lazy" />` : html`<span class="blank">${icon("nowhere", 28)}</span>`}
      <strong><span class="unseen">${words.check} </span>${place}</strong>
      <span class="quiet-text small">${brief.takenAt ? moment(brief.takenAt, words.tag) : brief.campaign}</span>
      <span class="chips">
        <span class="chip ${brief.undecided ? "warn" : ""}">${brief.isSample && brief.undecided === 0 ? words.toLookAt : words.undecided(brief.undecided)}</span>
        ${brief.reasons.filter((reason) => reason !== "doubtful").map((reason) => html`<span class="chip">${words.reasons[reason] ?? reason}</span>`)}
      </span>
    </a>`;
  }

  private load(token: string | null): Promise<void> {
    const before = token ? (this.queue.value?.reviews ?? []) : [];
    return this.queue.load(async (signal) => {
      const path = `/api/review?state=open&limit=60${token ? `&token=${encodeURIComponent(token)}` : ""}`;
      const queue = parseQueue(await this.asking.json("GET", path, { signal }));
      return { ...queue, reviews: [...before, ...queue.reviews] };
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "ruelle-queue": RuelleQueue;
  }
}
