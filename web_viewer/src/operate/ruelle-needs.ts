import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { icon } from "../elements/icons.ts";
import { shared } from "../elements/styles.ts";
import { report } from "./events.ts";
import { type Need, needsOf } from "./needs.ts";
import { count } from "./quantities.ts";
import type { Snapshot } from "./snapshot.ts";
import { staff } from "./styles.ts";
import type { Words } from "./fr.ts";

const NAMES_SHOWN = 3;

/** What waits for a person: cause, what is unharmed, and one remedy to press. */
@customElement("ruelle-needs")
export class RuelleNeeds extends LitElement {
  static override styles = [
    shared,
    staff,
    css`
      :host(:not([hidden])) {
        display: grid;
        gap: 16px;
      }
      :host([hidden]) {
        display: none;
      }
      article {
        display: grid;
        grid-template-columns: 20px 1fr auto;
        gap: 2px 14px;
        padding: 16px 18px;
        border: 1px solid #c4796b;
        border-radius: 10px;
        background: var(--paper);
      }
      article > .icon {
        margin-top: 1px;
        color: var(--bad);
      }
      article > :not(.icon, h2, .side) {
        grid-column: 2 / -1;
        max-width: 34rem;
      }
      .side {
        color: var(--ink-2);
        font-size: 0.8125rem;
        white-space: nowrap;
      }
      .actions {
        margin-top: 8px;
      }
      form {
        display: grid;
        gap: 8px;
        margin-top: 12px;
        max-width: 24rem;
      }
      .todo {
        display: none;
        color: var(--bad);
        font-weight: 620;
      }
      @media (max-width: 760px) {
        article {
          grid-template-columns: 24px 1fr auto;
        }
        .todo {
          display: block;
        }
        article > h2,
        article > :not(.icon, .todo, .side) {
          grid-column: 1 / -1;
        }
        article > :is(.icon, .todo, .side) {
          grid-row: 1;
        }
        .todo {
          grid-column: 2 !important;
        }
        .side {
          grid-column: 3;
        }
        .actions > .button {
          flex: 1 1 auto;
        }
        .actions > .filled {
          flex-basis: 100%;
        }
        .actions > .quiet {
          border-color: var(--border);
        }
      }
    `,
  ];

  @property({ attribute: false }) words!: Words;
  @property({ attribute: false }) snapshot!: Snapshot;
  @state() private shifting = "";
  @state() private wrong = false;
  private found: readonly Need[] = [];
  @query(".filled") private readonly first!: HTMLElement | null;

  /** Presses the first remedy; false if there is none. */
  remedy(): boolean {
    this.first?.focus();
    this.first?.click();
    return this.first !== null;
  }

  override willUpdate(): void {
    this.found = needsOf(this.snapshot, this.words);
    this.hidden = this.found.length === 0;
  }

  override render(): TemplateResult {
    return html`${this.found.map((need, rank) => this.card(need, rank === 0))}`;
  }

  private card(need: Need, isFirst: boolean): TemplateResult {
    const { words } = this;
    const others = need.names.slice(1);
    const shown = others.slice(0, NAMES_SHOWN).join(", ");
    return html`<article aria-label=${need.heading}>
      ${icon("warning")}
      <p class="todo" aria-hidden="true">${words.todo}</p>
      <h2>${need.heading}</h2>
      ${need.names.length > 1 ? html`<span class="side">${count(need.names.length, words.tag)}</span>` : nothing}
      <p>${need.problem} ${need.unharmed}</p>
      ${shown ? html`<p class="quiet-text small">${words.likewise(shown, others.length - NAMES_SHOWN)}</p>` : nothing}
      ${need.remedy ? html`<p class="quiet-text small">${need.remedy}</p>` : nothing}
      ${this.buttons(need, isFirst)} ${this.shifting && this.shifting === need.jobId ? this.shiftForm(need) : nothing}
    </article>`;
  }

  /** One filled button on the page: the remedy of what comes first. */
  private buttons(need: Need, isFirst: boolean): TemplateResult | typeof nothing {
    const { words } = this;
    const [first, ...rest] = need.offers;
    if (!first && !need.asksForShift) return nothing;
    return html`<div class="actions">
      ${first
        ? html`<button class="button ${isFirst ? "filled" : ""}" type="button" @click=${() => report(this, "ruelle-deed", first.deed)}>
            ${first.label} ${isFirst ? html`<kbd aria-hidden="true">R</kbd>` : nothing}
          </button>`
        : nothing}
      ${need.asksForShift
        ? html`<button
            class="button ${first ? "" : "filled"}"
            type="button"
            aria-expanded=${this.shifting === need.jobId}
            @click=${() => this.toggle(need.jobId)}
          >
            ${words.otherShift}
          </button>`
        : nothing}
      ${rest.map(
        ({ label, deed }) =>
          html`<button class="button quiet" type="button" @click=${() => report(this, "ruelle-deed", deed)}>${label}</button>`,
      )}
    </div>`;
  }

  private shiftForm(need: Need): TemplateResult {
    const { words, wrong } = this;
    return html`<form @submit=${(event: SubmitEvent) => this.shift(event, need)}>
      <div class="field">
        <label for="shift">${words.shiftLabel}</label>
        <input id="shift" name="shift" inputmode="numeric" autocomplete="off" required aria-invalid=${wrong} aria-describedby="shift-hint" />
        <p id="shift-hint" class=${wrong ? "wrong" : "hint"}>${wrong ? [icon("warning", 16), words.shiftWrong] : words.shiftHint}</p>
      </div>
      <div class="actions"><button class="button">${words.resume}</button></div>
    </form>`;
  }

  private toggle(jobId: string): void {
    this.shifting = this.shifting === jobId ? "" : jobId;
    this.wrong = false;
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLInputElement>("#shift")?.focus());
  }

  private shift(event: SubmitEvent, need: Need): void {
    event.preventDefault();
    const written = String(new FormData(event.target as HTMLFormElement).get("shift"));
    const seconds = Number(written.replace("−", "-").replace(",", ".").replaceAll(/\s/g, ""));
    this.wrong = !Number.isFinite(seconds);
    if (this.wrong) return;
    this.shifting = "";
    report(this, "ruelle-deed", { jobId: need.jobId, isUpload: false, verb: "answer", json: { clock_offset_s: seconds }, done: this.words.asked });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "ruelle-needs": RuelleNeeds;
  }
}
