import { css, html, LitElement, type TemplateResult } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import { LATER, type LaterMessages } from "../i18n/later.ts";
import type { Messages } from "../i18n/messages.ts";
import { type IconName, icon } from "./icons.ts";
import { tell } from "./events.ts";
import type { RuelleDialog } from "./ruelle-dialog.ts";
import "./ruelle-dialog.ts";
import { shared } from "./styles.ts";

/** The keys of the page, and a switch for those of one letter (WCAG 2.2, criterion 2.1.4). */
@customElement("ruelle-help")
export class RuelleHelp extends LitElement {
  static override styles = [
    shared,
    css`
      dl {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 10px 20px;
        align-items: center;
        padding: 8px 24px 16px;
      }
      dt {
        display: flex;
        gap: 4px;
      }
      dd {
        font-size: 0.9375rem;
      }
      p,
      label {
        padding: 12px 24px;
        border-top: 1px solid var(--hairline);
        color: var(--ink-2);
        font-size: 0.875rem;
      }
      label {
        display: flex;
        align-items: center;
        gap: 12px;
        min-height: 44px;
        color: var(--ink);
        font-size: 0.9375rem;
        cursor: pointer;
      }
      input {
        width: 20px;
        height: 20px;
        margin: 0;
        accent-color: var(--accent);
      }
    `,
  ];

  @property({ attribute: false }) messages!: Messages;
  @property({ type: Boolean }) letters = true;
  @query("ruelle-dialog") private readonly dialog!: RuelleDialog;

  private get words(): LaterMessages {
    return LATER[this.messages.tag];
  }

  async open(): Promise<void> {
    await this.updateComplete;
    await this.dialog.open();
  }

  private switched(change: Event): void {
    tell(this, "ruelle-letters", (change.target as HTMLInputElement).checked);
  }

  override render(): TemplateResult {
    const { words } = this;
    const keys: readonly (readonly [readonly string[], string])[] = [
      [["←", "→", "↑", "↓"], words.helpLook],
      [[words.shiftKey, "↑", "↓"], words.helpStep],
      [["+", "−"], words.helpZoom],
      [["N"], words.helpNorth],
      [["D"], words.helpDates],
      [["P"], words.helpPlan],
      [["S"], words.helpReport],
      [["/"], words.helpSearch],
      [["F"], words.helpFullScreen],
      [["?"], words.helpHelp],
    ];
    return html`<ruelle-dialog .heading=${words.help} .closeWords=${words.close}>
      <dl>
        ${keys.map(([caps, what]) => html`<dt>${caps.map((cap) => html`<kbd>${keyCap(cap)}</kbd>`)}</dt><dd>${what}</dd>`)}
      </dl>
      <label><input type="checkbox" .checked=${this.letters} @change=${this.switched} />${words.helpLetters}</label>
      <p>${words.helpWhere}</p>
    </ruelle-dialog>`;
  }
}

const ARROWS: Readonly<Record<string, IconName>> = { "←": "west", "→": "east", "↑": "forward", "↓": "back" };

/** Arrows are drawn, since not every system font has them. */
function keyCap(cap: string): TemplateResult | string {
  const arrow = ARROWS[cap];
  return arrow ? html`${icon(arrow, 14)}<span class="unseen">${cap}</span>` : cap;
}

declare global {
  interface HTMLElementTagNameMap {
    "ruelle-help": RuelleHelp;
  }
}
