import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import { LATER, type LaterMessages } from "../i18n/later.ts";
import type { Messages } from "../i18n/messages.ts";
import type { RuelleDialog } from "./ruelle-dialog.ts";
import "./ruelle-dialog.ts";
import { shared } from "./styles.ts";

/** What a resident may ask of the town about these pictures. */
@customElement("ruelle-rights")
export class RuelleRights extends LitElement {
  static override styles = [
    shared,
    css`
      div {
        display: grid;
        justify-items: start;
        gap: 12px;
        padding: 4px 24px 24px;
      }
    `,
  ];

  @property({ attribute: false }) messages!: Messages;
  @property() town = "";
  @property() reportLink = "";
  @query("ruelle-dialog") private readonly dialog!: RuelleDialog;

  private get words(): LaterMessages {
    return LATER[this.messages.tag];
  }

  async open(): Promise<void> {
    await this.updateComplete;
    await this.dialog.open();
  }

  override render(): TemplateResult {
    const { words } = this;
    return html`<ruelle-dialog .heading=${words.rights} .closeWords=${words.close}>
      <div>
        <p>${words.rightsTown(this.town)}</p>
        <p>${words.rightsBlurred}</p>
        <p>${words.rightsAsk}</p>
        ${this.reportLink ? html`<a class="button" href=${this.reportLink}>${words.rightsWrite}</a>` : nothing}
      </div>
    </ruelle-dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "ruelle-rights": RuelleRights;
  }
}
