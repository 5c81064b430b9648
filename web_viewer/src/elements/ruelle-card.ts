import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Messages } from "../i18n/messages.ts";
import { tell } from "./events.ts";
import { icon } from "./icons.ts";
import { shared } from "./styles.ts";

const TOLD_MS = 2500;

/** Where the reader stands, when the picture was taken, and the two things to do about it: report and share. */
@customElement("ruelle-card")
export class RuelleCard extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        grid-template-columns: 1fr auto;
        gap: 4px 16px;
        padding: 18px 20px 16px;
      }
      h1 {
        align-self: center;
        text-wrap: balance;
        font-size: 1.75rem;
        font-weight: 620;
        line-height: 1.22;
        overflow-wrap: anywhere;
      }
      .place {
        grid-column: 1 / -1;
        color: var(--ink-2);
        font-size: 0.9375rem;
      }
      .date {
        min-height: 32px;
        margin-top: 2px;
        align-self: start;
        padding: 0 12px;
        border-color: transparent;
        border-radius: 16px;
        background: var(--stone-2);
        font-size: 0.8125rem;
        white-space: nowrap;
      }
      .date:hover {
        background: var(--stone-3);
      }
      .actions {
        grid-column: 1 / -1;
        display: flex;
        gap: 8px;
        margin-top: 12px;
      }
      .report {
        flex: 1;
        min-width: 0;
        padding: 0 8px;
      }
      .actions .button {
        min-height: 44px;
        padding: 0 10px;
        font-size: 0.875rem;
      }
      .link {
        grid-column: 1 / -1;
        display: grid;
        gap: 4px;
        margin-top: 12px;
        font-size: 0.875rem;
        font-weight: 550;
      }
      .link input {
        width: 100%;
        height: 44px;
        padding: 0 12px;
        border: 1px solid var(--border);
        border-radius: 6px;
        background: var(--paper);
        font-weight: 400;
      }
      @media (max-width: 760px) {
        :host {
          padding: 4px 16px 14px;
          gap: 0 16px;
        }
        h1 {
          font-size: 1.375rem;
        }
        .place {
          grid-column: 1;
        }
        .date,
        .report {
          display: none;
        }
        .actions {
          grid-column: 2;
          grid-row: 1 / 3;
          align-self: center;
          margin: 0;
        }
        .share {
          width: 44px;
          padding: 0;
        }
        .share span {
          position: absolute;
          width: 1px;
          height: 1px;
          overflow: hidden;
          clip-path: inset(50%);
        }
      }
    `,
  ];

  @property({ attribute: false }) messages!: Messages;
  @property() street = "";
  @property() where = "";
  @property() date = "";
  @property({ attribute: false }) shareLink: () => string = () => location.href;
  @state() private shared: "copied" | string | null = null;

  private async share(): Promise<void> {
    const link = this.shareLink();
    try {
      await navigator.clipboard.writeText(link);
      this.shared = "copied";
      setTimeout(() => (this.shared = null), TOLD_MS);
    } catch {
      // Without a secure context there is no clipboard: the link is shown, ready to be copied by hand.
      this.shared = this.shared === link ? null : link;
      await this.updateComplete;
      this.renderRoot.querySelector<HTMLInputElement>(".link input")?.select();
    }
  }

  override render(): TemplateResult {
    const { messages } = this;
    const copied = this.shared === "copied";
    return html`
      <h1>${this.street}</h1>
      ${this.date ? this.dateChip() : nothing}
      <p class="place">${this.where}</p>
      <div class="actions">
        <button class="button report" type="button" @click=${() => tell(this, "ruelle-command", "report")}>
          ${icon("flag", 18)} ${messages.report}
        </button>
        <button class="button share" type="button" @click=${this.share}>
          ${icon(copied ? "check" : "share", 18)} <span>${copied ? messages.copied : messages.share}</span>
        </button>
      </div>
      ${
        this.shared && !copied
          ? html`<label class="link">${messages.copyByHand}<input readonly .value=${this.shared} /></label>`
          : nothing
      }
      <p class="unseen" role="status">${copied ? messages.copied : ""}</p>
    `;
  }

  private dateChip(): TemplateResult {
    return html`<button class="button date" type="button" title=${this.messages.dates} @click=${() => tell(this, "ruelle-command", "dates")}>
      ${icon("calendar", 16)} ${this.date}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "ruelle-card": RuelleCard;
  }
}
