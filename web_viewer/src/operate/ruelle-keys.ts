import { css, html, LitElement, type TemplateResult } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import type { RuelleDialog } from "../elements/ruelle-dialog.ts";
import "../elements/ruelle-dialog.ts";
import { shared } from "../elements/styles.ts";
import { lettersAct, rememberLetters } from "../street/letters.ts";

/** What a help dialog tells; each page has its own keys. */
export interface KeyWords {
  readonly keys: string;
  readonly close: string;
  readonly helpKeys: readonly (readonly [readonly string[], string])[];
  readonly helpLetters: string;
  readonly helpWhere: string;
}

/** The keys of a page, and a switch for those of one letter (WCAG 2.2, criterion 2.1.4). */
@customElement("ruelle-keys")
export class RuelleKeys extends LitElement {
  static override styles = [
    shared,
    css`
      dl {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 10px 20px;
        align-items: center;
        padding: 8px 24px 16px;
        font-size: 0.9375rem;
      }
      dt {
        display: flex;
        gap: 4px;
      }
      label,
      p {
        display: flex;
        gap: 12px;
        align-items: center;
        min-height: 44px;
        padding: 10px 24px;
        border-top: 1px solid var(--hairline);
        font-size: 0.9375rem;
      }
      label {
        cursor: pointer;
      }
      p {
        color: var(--ink-2);
        font-size: 0.875rem;
      }
      input {
        width: 20px;
        height: 20px;
        margin: 0;
        accent-color: var(--accent);
      }
    `,
  ];

  @property({ attribute: false }) words!: KeyWords;
  @query("ruelle-dialog") private readonly dialog!: RuelleDialog;

  async open(): Promise<void> {
    await this.updateComplete;
    await this.dialog.open();
  }

  override render(): TemplateResult {
    const { words } = this;
    return html`<ruelle-dialog .heading=${words.keys} .closeWords=${words.close}>
      <dl>${words.helpKeys.map(([caps, what]) => html`<dt>${caps.map((cap) => html`<kbd>${cap}</kbd>`)}</dt><dd>${what}</dd>`)}</dl>
      <label>
        <input type="checkbox" .checked=${lettersAct()} @change=${(change: Event) => rememberLetters((change.target as HTMLInputElement).checked)} />
        ${words.helpLetters}
      </label>
      <p>${words.helpWhere}</p>
    </ruelle-dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "ruelle-keys": RuelleKeys;
  }
}
