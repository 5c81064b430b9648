import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Messages } from "../i18n/messages.ts";
import { metres } from "../i18n/quantities.ts";
import type { Steps } from "../street/ways.ts";
import { tell } from "./events.ts";
import { icon } from "./icons.ts";
import { shared } from "./styles.ts";

/** Back and forward, always at the same spot; what is not possible stays, says so, and can be reached. */
@customElement("ruelle-steps")
export class RuelleSteps extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: block;
      }
      .paper {
        display: flex;
        gap: 6px;
        padding: 8px;
      }
      .button {
        min-height: 48px;
        padding: 0 18px;
        border-color: transparent;
        font-size: 1rem;
      }
      .away {
        font-weight: 400;
      }
      @media (max-width: 760px) {
        .paper {
          padding: 4px;
          gap: 0;
          border-radius: 12px;
        }
        .button {
          width: 48px;
          min-height: 44px;
          padding: 0;
          border-radius: 8px;
        }
        .button > span {
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
  @property({ attribute: false }) steps: Steps = { ahead: null, behind: null };

  override render(): TemplateResult {
    const { messages, steps } = this;
    const { ahead, behind } = steps;
    return html`<div class="paper">
      <button
        class="button quiet"
        type="button"
        aria-disabled=${behind ? nothing : "true"}
        title=${behind ? nothing : messages.noBack}
        @click=${() => behind && tell(this, "ruelle-command", "back")}
      >
        ${icon("back")}<span>${messages.back}</span>
        ${behind ? nothing : html`<span class="unseen">${messages.noBack}</span>`}
      </button>
      <button
        class="button filled"
        type="button"
        aria-disabled=${ahead ? nothing : "true"}
        title=${ahead ? nothing : messages.noForward}
        @click=${() => ahead && tell(this, "ruelle-command", "forward")}
      >
        ${icon("forward")}<span>${messages.forward}</span>
        ${
          ahead
            ? html`<span class="away">${metres(ahead.distanceM, messages.tag)}</span>`
            : html`<span class="unseen">${messages.noForward}</span>`
        }
      </button>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "ruelle-steps": RuelleSteps;
  }
}
