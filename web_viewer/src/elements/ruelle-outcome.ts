import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { LATER, type LaterMessages } from "../i18n/later.ts";
import type { Messages } from "../i18n/messages.ts";
import { metres } from "../i18n/quantities.ts";
import type { Phase } from "../street/journey.ts";
import { tell } from "./events.ts";
import { icon } from "./icons.ts";
import "./ruelle-notice.ts";
import { shared } from "./styles.ts";
import type { Missing } from "./street-page.ts";

/** What to say and to press where a picture did not come, or there is none. */
@customElement("ruelle-outcome")
export class RuelleOutcome extends LitElement {
  static override styles = [
    shared,
    css`
      ruelle-notice {
        position: absolute;
        z-index: 1;
        top: 46%;
        left: calc((100% - var(--panel)) / 2);
        width: min(440px, calc(100% - var(--panel) - 32px));
        transform: translate(-50%, -60%);
      }
    `,
  ];

  @property({ attribute: false }) messages!: Messages;
  @property() phase: Phase = "arriving";
  @property({ attribute: false }) missing: Missing | null = null;

  private get words(): LaterMessages {
    return LATER[this.messages.tag];
  }

  /** The way out, for the keyboard; null where there is nothing to press. */
  get remedy(): HTMLElement | null {
    return this.renderRoot.querySelector("button, a");
  }

  override render(): TemplateResult | typeof nothing {
    const { phase, missing, words } = this;
    if (missing) return this.nowhereNear(missing);
    if (phase === "empty") {
      return html`<ruelle-notice mark="map" .heading=${words.empty} .text=${words.emptyRemedy}></ruelle-notice>`;
    }
    if (phase === "gone") {
      return html`<ruelle-notice mark="nowhere" .heading=${words.failed} .text=${words.gone}>
        <a class="button" href=${location.pathname}>${words.start}</a>
      </ruelle-notice>`;
    }
    return phase === "failed" || phase === "offline" ? this.failed() : nothing;
  }

  private failed(): TemplateResult {
    const { words } = this;
    const cause = this.phase === "offline" ? `${words.failedOffline} ` : "";
    return html`<ruelle-notice bad mark="warning" .heading=${words.failed} .text=${cause + words.positionKept}>
      <button class="button" type="button" @click=${() => tell(this, "ruelle-retry", null)}>
        ${icon("retry", 18)} ${words.retry}
      </button>
    </ruelle-notice>`;
  }

  private nowhereNear({ nearest }: Missing): TemplateResult {
    const { messages, words } = this;
    if (!nearest) return html`<ruelle-notice .heading=${words.noPictureHere} .text=${words.nothingNear}></ruelle-notice>`;
    const { found, distanceM } = nearest;
    const away = metres(distanceM, messages.tag);
    const text = found.street ? words.nearestIs(away, found.street) : words.nearestUnnamed(away);
    return html`<ruelle-notice .heading=${words.noPictureHere} .text=${text}>
      <button class="button" type="button" @click=${() => tell(this, "ruelle-go", { pictureId: found.id })}>
        ${found.street ? words.goToStreet(found.street) : words.goThere}
      </button>
      <button class="button quiet" type="button" @click=${() => tell(this, "ruelle-stay", null)}>${words.close}</button>
    </ruelle-notice>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "ruelle-outcome": RuelleOutcome;
  }
}
