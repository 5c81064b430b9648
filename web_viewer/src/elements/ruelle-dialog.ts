import { css, html, LitElement, type TemplateResult } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import { icon } from "./icons.ts";
import { shared } from "./styles.ts";

/** A sheet of paper over the page, with a title and a way out. */
@customElement("ruelle-dialog")
export class RuelleDialog extends LitElement {
  static override styles = [
    shared,
    css`
      dialog {
        width: min(460px, calc(100vw - 32px));
        max-height: calc(100dvh - 32px);
        padding: 0;
        border: 0;
        border-radius: 14px;
        background: var(--paper);
        color: var(--ink);
        box-shadow: var(--floating);
      }
      dialog::backdrop {
        background: rgb(35 31 25 / 0.45);
      }
      header {
        display: flex;
        align-items: center;
        justify-content: space-between;
        padding: 12px 12px 4px 24px;
      }
      h2 {
        font-size: 1.125rem;
        font-weight: 620;
      }
    `,
  ];

  @property() heading = "";
  @property() closeWords = "";
  @query("dialog") private readonly dialog!: HTMLDialogElement;

  async open(): Promise<void> {
    await this.updateComplete;
    if (!this.dialog.open) this.dialog.showModal();
  }

  close(): void {
    this.dialog.close();
  }

  override render(): TemplateResult {
    return html`<dialog aria-labelledby="title" @click=${(press: Event) => press.target === this.dialog && this.dialog.close()}>
      <header>
        <h2 id="title">${this.heading}</h2>
        <button class="button quiet square" type="button" aria-label=${this.closeWords} @click=${() => this.dialog.close()}>
          ${icon("close")}
        </button>
      </header>
      <slot></slot>
    </dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "ruelle-dialog": RuelleDialog;
  }
}
