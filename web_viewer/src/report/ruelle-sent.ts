import { css, html, LitElement, type TemplateResult } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { icon } from "../elements/icons.ts";
import { shared } from "../elements/styles.ts";
import type { Messages } from "../i18n/messages.ts";
import { REPORT } from "../i18n/report.ts";
import type { Report, Sent } from "./report.ts";
import { reportStyles } from "./report-styles.ts";

/** What became of a request that was sent, and the private address that follows it. */
@customElement("ruelle-sent")
export class RuelleSent extends LitElement {
  static override styles = [
    shared,
    reportStyles,
    css`
      :host {
        display: grid;
        gap: 16px;
        overflow: visible;
      }
    `,
  ];

  @property({ attribute: false }) messages!: Messages;
  @property({ attribute: false }) report!: Report;
  @property({ attribute: false }) sent!: Sent;
  @state() private copied = false;
  @query("input") private readonly link!: HTMLInputElement;

  private async copy(): Promise<void> {
    this.link.select();
    try {
      await navigator.clipboard.writeText(this.link.value);
      this.copied = true;
    } catch {
      // Without a secure context there is no clipboard: the address is selected, ready to be copied by hand.
      this.copied = false;
    }
  }

  override render(): TemplateResult {
    const words = REPORT[this.messages.tag];
    const { blur, follow } = this.sent;
    const told = { coming: words.blurComing, late: words.blurLate, here: words.blurred }[blur];
    return html`
      <div class="done" role="status">
        <p><strong>${words.sent}</strong></p>
        <p>${told}</p>
      </div>
      <div class="field">
        <label class="label" for="follow">${words.follow}</label>
        <div class="link">
          <input id="follow" readonly aria-describedby="why" .value=${new URL(follow, location.origin).href} />
          <button class="button square" type="button" aria-label=${words.copy} title=${words.copy} @click=${this.copy}>
            ${icon(this.copied ? "check" : "copy", 18)}
          </button>
        </div>
        <p id="why" class="hint">${words.followWhy}</p>
        <p class="unseen" role="status">${this.copied ? words.copied : ""}</p>
      </div>
      <a class="button" href=${follow} target="_blank" rel="noopener">${words.followOpen}</a>
      <button class="button quiet" type="button" @click=${() => this.report.again()}>${icon("plus", 18)} ${words.another}</button>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "ruelle-sent": RuelleSent;
  }
}
