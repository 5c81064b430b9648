import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { turn } from "../geo/place.ts";
import { LATER, type LaterMessages } from "../i18n/later.ts";
import type { Messages } from "../i18n/messages.ts";
import { metres } from "../i18n/quantities.ts";
import type { Way } from "../street/ways.ts";
import { tell } from "./events.ts";
import { icon } from "./icons.ts";
import { shared } from "./styles.ts";

/** The other streets that pass here, pinned to the edge where they leave. */
@customElement("ruelle-sides")
export class RuelleSides extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        pointer-events: none;
      }
      nav {
        display: grid;
        grid-template-columns: auto auto;
        justify-content: space-between;
        align-items: end;
      }
      ul {
        display: grid;
        gap: 8px;
        justify-items: start;
      }
      ul:last-child {
        justify-items: end;
      }
      .button {
        border-color: transparent;
        border-radius: 22px;
        box-shadow: var(--floating);
        pointer-events: auto;
        max-width: min(60vw, 360px);
      }
      .name {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .away {
        color: var(--ink-2);
        font-weight: 400;
        white-space: nowrap;
      }
      ul:first-child .icon {
        order: -1;
        transform: scaleX(-1);
      }
    `,
  ];

  @property({ attribute: false }) messages!: Messages;
  @property({ attribute: false }) ways: readonly Way[] = [];
  @property({ type: Number }) headingDeg = 0;

  private get words(): LaterMessages {
    return LATER[this.messages.tag];
  }

  override render(): TemplateResult | typeof nothing {
    if (this.ways.length === 0) return nothing;
    const onRight = (way: Way): boolean => turn(this.headingDeg, way.bearingDeg) >= 0;
    return html`<nav aria-label=${this.words.sideStreets}>
      <ul>${this.ways.filter((way) => !onRight(way)).map((way) => this.pill(way))}</ul>
      <ul>${this.ways.filter(onRight).map((way) => this.pill(way))}</ul>
    </nav>`;
  }

  private pill({ to, distanceM }: Way): TemplateResult {
    const { messages, words } = this;
    const street = to.street ?? words.crossing;
    const away = metres(distanceM, messages.tag);
    return html`<li>
      <button
        class="button"
        type="button"
        aria-label=${words.goTo(street, away)}
        @click=${() => tell(this, "ruelle-go", { pictureId: to.id })}
      >
        <span class="name">${street}</span> <span class="away">${away}</span> ${icon("chevron", 18)}
      </button>
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "ruelle-sides": RuelleSides;
  }
}
