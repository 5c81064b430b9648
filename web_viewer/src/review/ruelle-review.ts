import { html, nothing, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";
import { icon } from "../elements/icons.ts";
import "../elements/ruelle-notice.ts";
import { shared } from "../elements/styles.ts";
import { drawing } from "../operate/drawings.ts";
import { moment } from "../operate/quantities.ts";
import "../operate/ruelle-keys.ts";
import { staff } from "../operate/styles.ts";
import { addressOf } from "../operate/views.ts";
import type { Brief, Review } from "./review.ts";
import { ReviewPage } from "./review-page.ts";
import { reviewStyles } from "./review-styles.ts";
import "./ruelle-adding.ts";
import "./ruelle-look.ts";
import "./ruelle-stage.ts";
import "./ruelle-zones.ts";

/** The review of one picture after the other: every doubtful zone is kept or lifted, forgotten ones are added. */
@customElement("ruelle-review")
export class RuelleReview extends ReviewPage {
  static override styles = [shared, staff, reviewStyles];

  override render(): TemplateResult {
    const { words, session } = this;
    const { review } = session;
    return html`
      ${this.header()}
      <main class="main" aria-label=${words.queue}>
        ${review?.sight ? this.picture(review) : nothing} ${this.notice(review)}
      </main>
      <aside aria-label=${words.zoneList}>${review ? this.side(review) : nothing}</aside>
      ${this.strip()} ${this.keyBar()}
      <p class="unseen live" role="status" aria-live="polite">${this.told}</p>
      <ruelle-keys .words=${words}></ruelle-keys>
    `;
  }

  private header(): TemplateResult {
    const { words, session } = this;
    const all = session.open + session.finished;
    const rank = Math.min(all, session.finished + 1);
    const told = words.position(rank, all);
    return html`<header>
      ${ARCH}
      <nav aria-label=${words.title}>
        <ol>
          <li><a href=${addressOf("jobs")}>${words.title}</a> ${icon("chevron", 16)}</li>
          <li aria-current="page">${words.queue}</li>
        </ol>
      </nav>
      ${all > 0
        ? html`<span class="count"><strong>${told.rank}</strong> <span class="quiet-text">${told.all}</span></span>
            <div class="bar" aria-hidden="true"><span style="width:${(100 * session.finished) / all}%"></span></div>`
        : nothing}
      <button class="button" type="button" @click=${this.leave}>${words.leave} <kbd aria-hidden="true">${words.leaveKey}</kbd></button>
    </header>`;
  }

  private picture(review: Review): TemplateResult {
    const { words, session, selected } = this;
    const number = session.zones.findIndex(({ id }) => id === selected) + 1;
    return html`
      <ruelle-stage
        .words=${words}
        .sight=${review.sight}
        .zones=${session.zones}
        .selected=${selected}
        @ruelle-zone=${(event: CustomEvent<string>) => this.select(event.detail, true)}
        @ruelle-failed=${() => (this.pictureFailed = true)}
      ></ruelle-stage>
      ${this.isAdding && this.stage
        ? html`<ruelle-adding
            .words=${words}
            .stage=${this.stage}
            @ruelle-drawn=${this.drawn}
            @ruelle-stopped=${() => this.stopAdding()}
            @ruelle-told=${(event: CustomEvent<string>) => this.tell(event.detail)}
          ></ruelle-adding>`
        : html`<ruelle-look .words=${words} .number=${number} ?possible=${session.zones[number - 1]?.hasLook ?? false}></ruelle-look>`}
    `;
  }

  private notice(review: Review | null): TemplateResult | typeof nothing {
    const { words, session } = this;
    const again = html`<button class="button" type="button" @click=${() => this.begin()}>${icon("retry", 18)} ${words.retry}</button>`;
    const back = html`<a class="button quiet" href=${addressOf("review")}>${words.back}</a>`;
    if (!review) {
      if (!session.refusal) return html`<p class="over top" role="status">${words.loading}</p>`;
      const { problem, remedy } = session.refusal;
      return html`<ruelle-notice class="over top" bad mark="warning" .heading=${problem || words.failed} .text=${remedy}>${again} ${back}</ruelle-notice>`;
    }
    if (!review.sight) return html`<ruelle-notice class="over top" bad mark="warning" .heading=${words.broken} .text=${words.brokenRemedy}>${back}</ruelle-notice>`;
    if (this.pictureFailed) {
      return html`<ruelle-notice class="over" bad mark="warning" .heading=${words.failed} .text=${words.failedRemedy}>${again}</ruelle-notice>`;
    }
    if (!session.refusal) return nothing;
    const { problem, remedy } = session.refusal;
    return html`<ruelle-notice class="over" bad mark="warning" .heading=${problem || words.notKept} .text=${remedy}></ruelle-notice>`;
  }

  private side(review: Review): TemplateResult {
    const { words, session } = this;
    const place = review.place ?? words.nowhere;
    const taken = review.takenAt ? `${moment(review.takenAt, words.tag, EPOCH)} · ` : "";
    return html`
      <div class="about">
        <h1>${place}</h1>
        <p class="quiet-text small">${taken}${words.zones(session.zones.length)}</p>
        ${this.tips(review).map(([told, warns]) => html`<p class="tip ${warns ? "warn" : ""}">${told}</p>`)}
      </div>
      <div class="scroll">
        <ruelle-zones
          .words=${words}
          .zones=${session.zones}
          .selected=${this.selected}
          ?mayLift=${review.mayLift}
          ?closed=${review.isClosed}
          @ruelle-zone-deed=${this.deed}
        ></ruelle-zones>
        ${review.sight && !review.isClosed
          ? html`<button class="button" type="button" aria-keyshortcuts="z" @click=${() => this.startAdding()}>
              ${drawing("zone", 18)} ${words.add} <kbd aria-hidden="true">Z</kbd>
            </button>`
          : nothing}
      </div>
      ${review.sight && !review.isClosed ? this.finishing(review) : nothing}
    `;
  }

  private tips(review: Review): (readonly [string, boolean])[] {
    const { words } = this;
    if (review.isClosed) return [[words.closed, false]];
    const told: (readonly [string, boolean])[] = review.reasons.flatMap((reason) => (words.reasons[reason] ? [[words.reasons[reason], false] as const] : []));
    if (!review.fourEyes) return told;
    if (!review.firstBy) return [...told, [words.fourEyes, false]];
    return [...told, this.isOwnWork ? [words.fourEyesSame, true] : [words.fourEyesSecond(review.firstBy), false]];
  }

  private finishing(review: Review): TemplateResult {
    const { words, session, remaining } = this;
    const label = review.isOnline ? words.finish : review.fourEyes && !review.firstBy ? words.finish : words.publish;
    const blocked = remaining > 0 || this.isOwnWork;
    return html`<div class="finish">
      <p class="quiet-text small">${review.isOnline ? words.noteOnline : words.note}</p>
      <button class="button filled" type="button" aria-disabled=${blocked} aria-busy=${session.isFinishing} aria-describedby="rest" @click=${() => this.finish()}>
        ${label} <kbd aria-hidden="true">${words.enter}</kbd>
      </button>
      <p id="rest" class="quiet-text small">${remaining > 0 ? words.remaining(remaining) : this.isOwnWork ? words.fourEyesSame : words.ready}</p>
    </div>`;
  }

  private strip(): TemplateResult | typeof nothing {
    const { words, session } = this;
    if (session.queue.length === 0) return nothing;
    return html`<nav class="strip" aria-label=${words.strip}>${session.queue.map((brief) => this.frame(brief))}</nav>`;
  }

  private frame(brief: Brief): TemplateResult {
    const { words } = this;
    const isHere = brief.itemId === this.itemId;
    const told = words.toDecide(isHere ? this.session.undecided : brief.undecided);
    return html`<a href=${addressOf("review", brief.itemId)} aria-current=${isHere ? "true" : nothing} aria-label="${brief.place ?? words.nowhere}, ${told}">
      ${brief.thumbUrl ? html`<img src=${brief.thumbUrl} alt="" width="132" height="78" />` : html`<span class="blank">${icon("nowhere", 24)}</span>`}
      ${told}
    </a>`;
  }

  private keyBar(): TemplateResult {
    const { words } = this;
    return html`<div class="keys">
      ${words.bar.map(([caps, what]) => html`<span>${caps.map((cap) => html`<kbd>${cap}</kbd>`)} ${what}</span>`)}
      <button class="button quiet" type="button" @click=${() => this.openHelp()}><kbd>?</kbd> ${words.help}</button>
    </div>`;
  }
}

/** A day that no picture was taken on, so that the date is always told. */
const EPOCH = new Date(0);

const ARCH = html`<svg class="arch" viewBox="0 0 34 34" width="34" height="34" aria-hidden="true">
  <path d="M9 25.5V15.5a8 8 0 0 1 16 0v10" fill="none" stroke="#fff" stroke-width="2.4" stroke-linecap="round"></path>
  <path d="M15.7 16h2.6L21 26h-8z" fill="#fff"></path>
</svg>`;

declare global {
  interface HTMLElementTagNameMap {
    "ruelle-review": RuelleReview;
  }
}
