import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, query } from "lit/decorators.js";
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

  async open(): Promise<void> {
    await this.updateComplete;
    await this.dialog.open();
  }

  override render(): TemplateResult {
    const { messages } = this;
    return html`<ruelle-dialog .heading=${messages.rights} .closeWords=${messages.close}>
      <div>
        <p>${messages.rightsTown(this.town)}</p>
        <p>${messages.rightsBlurred}</p>
        <p>${messages.rightsAsk}</p>
        ${this.reportLink ? html`<a class="button" href=${this.reportLink}>${messages.rightsWrite}</a>` : nothing}
      </div>
    </ruelle-dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "ruelle-rights": RuelleRights;
  }
}
