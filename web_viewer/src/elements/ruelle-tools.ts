import { css, html, LitElement, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { wind } from "../geo/compass.ts";
import { LATER, type LaterMessages } from "../i18n/later.ts";
import type { Messages } from "../i18n/messages.ts";
import { tell } from "./events.ts";
import { icon } from "./icons.ts";
import { shared } from "./styles.ts";

/** Compass, zoom and full screen. */
@customElement("ruelle-tools")
export class RuelleTools extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        justify-items: center;
        gap: 8px;
      }
      .compass {
        position: relative;
        width: 60px;
        height: 60px;
        padding: 0;
        border: 0;
        border-radius: 50%;
        background: var(--paper);
        box-shadow: var(--floating), inset 0 0 0 3px var(--paper), inset 0 0 0 5px var(--hairline);
        font-weight: 620;
        font-size: 1rem;
        cursor: pointer;
      }
      .compass:hover {
        background: var(--stone-2);
      }
      .needle {
        position: absolute;
        inset: 0;
      }
      .zoom {
        display: grid;
        overflow: clip;
        overflow-clip-margin: 8px;
      }
      .button {
        border-color: transparent;
        border-radius: 10px;
      }
      .zoom .button + .button {
        border-top: 1px solid var(--hairline);
        border-top-left-radius: 0;
        border-top-right-radius: 0;
      }
      .zoom .button:first-child {
        border-bottom-left-radius: 0;
        border-bottom-right-radius: 0;
      }
      .paper {
        border-radius: 10px;
      }
      @media (max-width: 760px) {
        .compass,
        .screen,
        .screen .button {
          width: 48px;
          height: 48px;
          border-radius: 50%;
        }
        .compass {
          font-size: 0.875rem;
        }
        .zoom {
          display: none;
        }
        .screen {
          display: var(--screen, block);
        }
      }
    `,
  ];

  @property({ attribute: false }) messages!: Messages;
  @property({ type: Number }) headingDeg = 0;
  @property({ type: Boolean }) fullScreen = false;

  private get words(): LaterMessages {
    return LATER[this.messages.tag];
  }

  override render(): TemplateResult {
    const { messages, words } = this;
    const direction = wind(this.headingDeg);
    const letters = words.windLetters[direction];
    const heading = words.compassName(messages.winds[direction], Math.round(this.headingDeg) % 360);
    const name = `${letters}, ${heading}`; // the letters that are seen begin the name (WCAG 2.5.3)
    const screen = this.fullScreen ? words.leaveFullScreen : words.fullScreen;
    return html`
      <button class="compass" type="button" aria-label=${name} title=${name} @click=${() => tell(this, "ruelle-command", "north")}>
        <svg class="needle" viewBox="-30 -30 60 60" style="transform:rotate(${-this.headingDeg}deg)" aria-hidden="true">
          <path d="M0 -29L6 -17.5H-6Z" fill="#861c12"></path>
        </svg>
        ${letters}
      </button>
      <div class="zoom paper">
        <button class="button square" type="button" aria-label=${words.zoomIn} @click=${() => tell(this, "ruelle-command", "zoom-in")}>
          ${icon("plus")}
        </button>
        <button class="button square" type="button" aria-label=${words.zoomOut} @click=${() => tell(this, "ruelle-command", "zoom-out")}>
          ${icon("minus")}
        </button>
      </div>
      <div class="screen paper">
        <button class="button square" type="button" aria-label=${screen} title=${screen} @click=${() => tell(this, "ruelle-command", "full-screen")}>
          ${icon("screen")}
        </button>
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "ruelle-tools": RuelleTools;
  }
}
