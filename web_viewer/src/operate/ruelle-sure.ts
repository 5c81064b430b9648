import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { icon } from "../elements/icons.ts";
import type { RuelleDialog } from "../elements/ruelle-dialog.ts";
import "../elements/ruelle-dialog.ts";
import { shared } from "../elements/styles.ts";
import type { Sure } from "./events.ts";
import type { Words } from "./fr.ts";
import { staff } from "./styles.ts";

/** Asks once more before something that cannot be taken back; some things want a name written out. */
@customElement("ruelle-sure")
export class RuelleSure extends LitElement {
  static override styles = [
    shared,
    staff,
    css`
      form {
        display: grid;
        gap: 14px;
        padding: 4px 24px 24px;
        font-size: 0.9375rem;
      }
      .actions {
        margin-top: 4px;
      }
    `,
  ];

  @property({ attribute: false }) words!: Words;
  @state() private sure: Sure | null = null;
  @state() private wrong = false;
  @query("ruelle-dialog") private readonly dialog!: RuelleDialog;
  private agreed: () => void = () => undefined;

  /** Opens the question; `agreed` is called once the answer is yes. */
  async ask(sure: Sure, agreed: () => void): Promise<void> {
    this.sure = sure;
    this.wrong = false;
    this.agreed = agreed;
    await this.updateComplete;
    this.renderRoot.querySelector("form")?.reset();
    await this.dialog.open();
  }

  override render(): TemplateResult {
    const { words, sure, wrong } = this;
    return html`<ruelle-dialog .heading=${sure?.heading ?? ""} .closeWords=${words.close}>
      <form novalidate @submit=${this.answered}>
        <p>${sure?.text}</p>
        ${sure?.name
          ? html`<div class="field">
              <label for="name">${words.eraseName(sure.name)}</label>
              <input id="name" name="name" autocomplete="off" spellcheck="false" required aria-invalid=${wrong} aria-describedby="wrong" />
              <p id="wrong" class="wrong" role="alert">${wrong ? [icon("warning", 16), words.eraseWrong] : nothing}</p>
            </div>`
          : nothing}
        <div class="actions">
          <button class="button ${sure?.danger ? "danger" : "filled"}">${sure?.button}</button>
          <button class="button quiet" type="button" @click=${() => this.dialog.close()}>${words.cancel}</button>
        </div>
      </form>
    </ruelle-dialog>`;
  }

  private answered(event: SubmitEvent): void {
    event.preventDefault();
    const written = String(new FormData(event.target as HTMLFormElement).get("name") ?? "").trim();
    this.wrong = this.sure?.name !== undefined && written !== this.sure.name;
    if (this.wrong) return this.renderRoot.querySelector<HTMLElement>("#name")?.focus();
    this.dialog.close();
    this.agreed();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "ruelle-sure": RuelleSure;
  }
}
