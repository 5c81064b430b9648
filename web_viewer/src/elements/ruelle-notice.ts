import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { type IconName, icon } from "./icons.ts";
import { shared } from "./styles.ts";

/** What happened, what is safe, and what to press (in the slot). */
@customElement("ruelle-notice")
export class RuelleNotice extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: block;
      }
      .paper {
        display: flex;
        gap: 16px;
        padding: 20px;
      }
      .mark {
        display: grid;
        place-items: center;
        flex: none;
        width: 48px;
        height: 48px;
        border-radius: 50%;
        background: var(--stone-2);
        color: var(--ink-2);
      }
      .bad {
        border-left: 4px solid var(--bad);
      }
      .bad .mark {
        background: var(--bad-soft);
        color: var(--bad);
      }
      h2 {
        font-size: 1rem;
        font-weight: 620;
      }
      p {
        margin-top: 4px;
        color: var(--ink-2);
        font-size: 0.9375rem;
      }
      ::slotted(*) {
        margin-top: 12px;
      }
    `,
  ];

  @property() mark: IconName = "nowhere";
  @property() heading = "";
  @property() text = "";
  @property({ type: Boolean }) bad = false;

  override render(): TemplateResult {
    return html`<div class="paper ${this.bad ? "bad" : ""}" role=${this.bad ? "alert" : "status"}>
      <span class="mark">${icon(this.mark, 24)}</span>
      <div>
        <h2>${this.heading}</h2>
        ${this.text ? html`<p>${this.text}</p>` : nothing}
        <slot></slot>
      </div>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "ruelle-notice": RuelleNotice;
  }
}
