import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import type { Configuration } from "../api/configuration.ts";
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
  @property({ attribute: false }) configuration!: Configuration;
  @property() street = "";
  @property({ attribute: false }) link: () => string = () => location.href;
  @query("ruelle-dialog") private readonly dialog!: RuelleDialog;

  private get words(): LaterMessages {
    return LATER[this.messages.tag];
  }

  async open(): Promise<void> {
    await this.updateComplete;
    await this.dialog.open();
  }

  /** A letter to the town about this picture; empty where the town gives no address. */
  private get letter(): string {
    const { contact } = this.configuration;
    const { words } = this;
    if (!contact) return "";
    const subject = encodeURIComponent(words.letterSubject(this.street));
    return `mailto:${contact}?subject=${subject}&body=${encodeURIComponent(words.letterBody(this.link()))}`;
  }

  override render(): TemplateResult {
    const { words } = this;
    return html`<ruelle-dialog .heading=${words.rights} .closeWords=${words.close}>
      <div>
        <p>${words.rightsTown(this.configuration.town)}</p>
        <p>${words.rightsBlurred}</p>
        <p>${words.rightsAsk}</p>
        ${this.letter ? html`<a class="button" href=${this.letter}>${words.rightsWrite}</a>` : nothing}
      </div>
    </ruelle-dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "ruelle-rights": RuelleRights;
  }
}
