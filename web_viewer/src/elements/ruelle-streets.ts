import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { isAbort } from "../api/client.ts";
import { type Position, positions, type Street, streets } from "../api/streets.ts";
import { LATER, type LaterMessages } from "../i18n/later.ts";
import type { Messages } from "../i18n/messages.ts";
import { longDate } from "../i18n/quantities.ts";
import { tell } from "./events.ts";
import { icon } from "./icons.ts";
import { shared } from "./styles.ts";

const DAY_MS = 86_400_000;

/** The streets that can be seen and the places to stand in them: the plan in words. */
@customElement("ruelle-streets")
export class RuelleStreets extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: block;
        overflow: auto;
        overscroll-behavior: contain;
      }
      summary {
        display: flex;
        align-items: center;
        gap: 12px;
        min-height: 52px;
        padding: 6px 16px;
        border-bottom: 1px solid var(--hairline);
        cursor: pointer;
        list-style: none;
      }
      summary::-webkit-details-marker {
        display: none;
      }
      summary:hover {
        background: var(--stone);
      }
      summary:focus-visible {
        position: relative;
        border-radius: 6px;
      }
      summary .icon {
        color: var(--ink-2);
        transition: transform var(--quick);
      }
      details[open] > summary .icon {
        transform: rotate(90deg);
      }
      .name {
        flex: 1;
        font-weight: 550;
        font-size: 0.9375rem;
      }
      .current .name {
        color: var(--accent-dark);
      }
      .count {
        color: var(--ink-2);
        font-size: 0.875rem;
      }
      .day {
        padding: 12px 16px 16px;
        border-bottom: 1px solid var(--hairline);
        background: var(--stone);
      }
      h3 {
        margin-bottom: 8px;
        color: var(--ink-2);
        font-weight: 550;
        font-size: 0.8125rem;
      }
      .day ul {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      .day .button {
        min-width: 52px;
        padding: 0 12px;
        font-size: 0.875rem;
      }
      .day [aria-current] {
        border-color: var(--accent);
        background: var(--accent-soft);
        color: var(--accent-dark);
      }
      .told {
        padding: 20px 16px;
        color: var(--ink-2);
      }
      .skeleton {
        height: 14px;
        margin: 19px 16px;
        border-radius: 7px;
        background: var(--stone-2);
      }
    `,
  ];

  @property({ attribute: false }) messages!: Messages;
  @property() current = "";
  @property() pictureId = "";
  @state() private all: readonly Street[] | null = null;
  @state() private opened: ReadonlyMap<string, readonly Position[]> = new Map();
  @state() private failed = false;
  private readonly asking = new AbortController();

  private get words(): LaterMessages {
    return LATER[this.messages.tag];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.asking.abort();
  }

  private async load(): Promise<void> {
    try {
      this.failed = false;
      this.all = await streets(this.asking.signal);
    } catch (error) {
      this.failed = !isAbort(error);
    }
  }

  private async open(street: string): Promise<void> {
    if (this.opened.has(street)) return;
    try {
      const found = await positions(street, this.asking.signal);
      this.opened = new Map(this.opened).set(street, found);
    } catch (error) {
      this.failed = !isAbort(error);
    }
  }

  override render(): TemplateResult {
    const { all, words } = this;
    if (this.failed) {
      return html`<div class="told">
        <p>${words.searchFailed}</p>
        <button class="button" type="button" @click=${this.load}>${icon("retry")} ${words.retry}</button>
      </div>`;
    }
    if (!all) return html`${[70, 50, 62].map((share) => html`<div class="skeleton" style="width:${share}%"></div>`)}`;
    if (all.length === 0) return html`<p class="told">${words.noStreets}</p>`;
    return html`<ul>
      ${all.map((street) => html`<li>${this.street(street)}</li>`)}
    </ul>`;
  }

  private street(street: Street): TemplateResult {
    const { messages, words } = this;
    const current = street.name === this.current && this.pictureId !== "";
    const places = this.opened.get(street.name);
    const toggled = (toggle: Event): void => {
      if ((toggle.target as HTMLDetailsElement).open) void this.open(street.name);
    };
    return html`<details class=${current ? "current" : ""} ?open=${current} @toggle=${toggled}>
      <summary aria-current=${current ? "true" : nothing}>
        ${icon("chevron", 18)}<span class="name">${street.name || messages.unnamed}</span>
        <span class="count">${street.numbers ? `${words.numbers(...street.numbers)} · ` : ""}${words.streetPositions(street.count)}</span>
      </summary>
      ${
        places
          ? byDay(places, messages.tag).map(([day, ofDay]) => this.day(day, ofDay))
          : html`<div class="skeleton"></div>`
      }
    </details>`;
  }

  private day(day: string, places: readonly Position[]): TemplateResult {
    return html`<div class="day">
      <h3>${day}</h3>
      <ul>${places.map((place, index) => html`<li>${this.position(place, index)}</li>`)}</ul>
    </div>`;
  }

  private position({ id, houseNumber }: Position, index: number): TemplateResult {
    const { words } = this;
    return html`<button
      class="button"
      type="button"
      aria-current=${id === this.pictureId ? "true" : nothing}
      @click=${() => tell(this, "ruelle-go", { pictureId: id })}
    >
      ${houseNumber ? words.number(houseNumber) : words.position(index + 1)}
    </button>`;
  }
}

/** Positions by the day on which they were taken, the latest day first. */
function byDay(places: readonly Position[], language: Messages["tag"]): [string, Position[]][] {
  const days = new Map<string, Position[]>();
  for (const place of places.toSorted((a, b) => dayOf(b) - dayOf(a))) {
    const day = place.takenAt ? longDate(place.takenAt, language) : "";
    days.set(day, [...(days.get(day) ?? []), place]);
  }
  return [...days];
}

const dayOf = ({ takenAt }: Position): number => Math.floor((takenAt?.getTime() ?? 0) / DAY_MS);

declare global {
  interface HTMLElementTagNameMap {
    "ruelle-streets": RuelleStreets;
  }
}
