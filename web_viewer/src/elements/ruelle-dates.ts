import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import { LATER, type LaterMessages } from "../i18n/later.ts";
import type { Messages } from "../i18n/messages.ts";
import { shortDate, timeOfDay } from "../i18n/quantities.ts";
import { tell } from "./events.ts";
import { icon } from "./icons.ts";
import { shared } from "./styles.ts";

/** A picture of this place on some day. */
export interface DateCard {
  readonly pictureId: string;
  readonly takenAt: Date;
  readonly thumbUrl: string;
}

/** The days on which this place was taken; the one on show comes first. */
@customElement("ruelle-dates")
export class RuelleDates extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: block;
        padding: 14px 16px 12px;
      }
      header {
        display: flex;
        align-items: baseline;
        justify-content: space-between;
        margin-bottom: 10px;
      }
      h2 {
        font-size: 0.9375rem;
        font-weight: 620;
      }
      header span {
        color: var(--ink-2);
        font-size: 0.875rem;
      }
      ul {
        display: grid;
        grid-auto-flow: column;
        grid-auto-columns: calc((100% - 24px) / 3);
        gap: 12px;
        margin: -6px;
        padding: 6px;
        overflow-x: auto;
      }
      button {
        display: block;
        width: 100%;
        padding: 0;
        border: 0;
        border-radius: 8px;
        background: none;
        text-align: left;
        cursor: pointer;
      }
      img {
        display: block;
        width: 100%;
        aspect-ratio: 16 / 10;
        object-fit: cover;
        border-radius: 6px;
        background: var(--stone-2);
      }
      [aria-current] img {
        box-shadow: 0 0 0 2px #fff, 0 0 0 5px var(--accent);
      }
      .day {
        display: flex;
        align-items: center;
        gap: 4px;
        margin-top: 8px;
        font-weight: 550;
        font-size: 0.8125rem;
      }
      .time {
        color: var(--ink-2);
        font-size: 0.8125rem;
      }
    `,
  ];

  @property({ attribute: false }) messages!: Messages;
  @property({ attribute: false }) cards: readonly DateCard[] = [];
  @property() pictureId = "";
  @query("button") private readonly first!: HTMLElement | null;

  private get words(): LaterMessages {
    return LATER[this.messages.tag];
  }

  override focus(): void {
    this.scrollIntoView({ block: "nearest" });
    this.first?.focus();
  }

  override render(): TemplateResult {
    const { cards, words } = this;
    return html`
      <header>
        <h2>${words.here}</h2>
        <span>${words.dateCount(cards.length)}</span>
      </header>
      <ul>${cards.map((card) => html`<li>${this.card(card)}</li>`)}</ul>
    `;
  }

  private card({ pictureId, takenAt, thumbUrl }: DateCard): TemplateResult {
    const current = pictureId === this.pictureId;
    const { tag } = this.messages;
    return html`<button
      type="button"
      aria-current=${current ? "true" : nothing}
      @click=${() => current || tell(this, "ruelle-go", { pictureId })}
    >
      <img src=${thumbUrl} alt="" loading="lazy" />
      <span class="day">${current ? icon("check", 16) : nothing}${shortDate(takenAt, tag)}</span>
      <span class="time">${timeOfDay(takenAt, tag)}</span>
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "ruelle-dates": RuelleDates;
  }
}
