import { css, html, LitElement, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import type { Place } from "../geo/place.ts";
import { LATER, type LaterMessages } from "../i18n/later.ts";
import type { Messages } from "../i18n/messages.ts";
import type { Plan } from "../map/plan.ts";
import type { Gaze } from "../pano/gaze.ts";
import { tell } from "./events.ts";
import { icon } from "./icons.ts";
import { shared } from "./styles.ts";

/** The plan of the streets that can be seen; it loads once `ready` says that the picture has come. */
@customElement("ruelle-plan")
export class RuellePlan extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: block;
        position: relative;
        overflow: hidden;
        background: var(--ground);
      }
      .map {
        position: absolute;
        inset: 0;
      }
      .map canvas:focus-visible {
        outline: none;
      }
      .map:has(canvas:focus-visible)::after {
        content: "";
        position: absolute;
        inset: 3px;
        border: 3px solid var(--focus);
        border-radius: 4px;
        box-shadow: inset 0 0 0 2px #fff;
        pointer-events: none;
      }
      .here {
        z-index: 2;
        width: 80px;
        height: 80px;
        pointer-events: none;
      }
      .street-name {
        color: var(--ink);
        font: 400 0.8125rem/1.3 var(--sans);
        white-space: nowrap;
        pointer-events: none;
        text-shadow: 0 0 2px var(--ground), 0 0 3px var(--ground), 0 0 4px var(--ground), 1px 1px 1px var(--ground),
          -1px -1px 1px var(--ground);
      }
      .street-name.above {
        padding-bottom: 34px;
      }
      .street-name.below {
        padding-top: 34px;
      }
      .told {
        position: absolute;
        inset: 0;
        display: grid;
        place-items: center;
        padding: 24px;
        text-align: center;
        color: var(--ink-2);
        font-size: 0.9375rem;
      }
      .tools {
        position: absolute;
        z-index: 2;
        top: 12px;
        right: 12px;
        display: grid;
        gap: 8px;
      }
      .tools .button {
        border-color: transparent;
        box-shadow: var(--floating);
      }
      .key {
        position: absolute;
        z-index: 2;
        left: 10px;
        bottom: 10px;
        display: flex;
        align-items: center;
        gap: 8px;
        padding: 4px 10px;
        border-radius: 6px;
        background: var(--paper);
        font-size: 0.8125rem;
      }
      .key::before {
        content: "";
        width: 16px;
        height: 4px;
        border-radius: 2px;
        background: var(--accent);
      }
      .maplibregl-ctrl-attrib {
        margin: 0 10px 10px 0 !important;
        padding: 3px 8px !important;
        border-radius: 6px;
        background: var(--paper) !important;
        font: 400 0.8125rem/1.3 var(--sans);
      }
      .maplibregl-ctrl-attrib.maplibregl-attrib-empty {
        display: none;
      }
      @media (max-width: 760px) {
        .key {
          top: 12px;
          bottom: auto;
        }
      }
    `,
  ];

  @property({ attribute: false }) messages!: Messages;
  @property({ attribute: false }) place: Place | null = null;
  @property({ attribute: false }) gaze: Gaze | null = null;
  @property({ type: Boolean }) ready = false;
  @property({ type: Boolean }) hasBaseMap = false;
  @state() private failed = false;
  @query(".map") private readonly container!: HTMLElement;

  private plan: Plan | null = null;
  private drawing = false;

  private get words(): LaterMessages {
    return LATER[this.messages.tag];
  }

  override updated(changed: PropertyValues<this>): void {
    if (!this.plan) {
      if (this.ready && this.place && !this.drawing) void this.draw(this.place);
      return;
    }
    if (changed.has("place") && this.place) this.plan.stand(this.place);
    if (changed.has("gaze") && this.gaze) this.plan.face(this.gaze);
    if (changed.has("messages")) this.plan.rename(this.words.planName);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.plan?.destroy();
    this.plan = null;
    this.drawing = false;
  }

  private async draw(place: Place): Promise<void> {
    this.drawing = true;
    try {
      const { Plan } = await import("../map/plan.ts");
      const accent = getComputedStyle(this).getPropertyValue("--accent").trim();
      const look = { accent, name: this.words.planName, withNames: !this.hasBaseMap };
      this.plan = await Plan.draw(this.container, place, look, {
        chose: (chosen) => tell(this, "ruelle-go-near", { place: chosen }),
      });
      if (this.gaze) this.plan.face(this.gaze);
    } catch {
      // Whatever the map lacks (network, WebGL), the list of streets gives the same access.
      this.failed = true;
    }
  }

  override render(): TemplateResult {
    const { words } = this;
    return html`
      <div class="map"></div>
      ${this.failed ? html`<p class="told">${words.planFailed}</p>` : ""}
      <div class="tools">
        <button
          class="button square"
          type="button"
          aria-label=${words.centre}
          title=${words.centre}
          @click=${() => this.place && this.plan?.centre(this.place)}
        >
          ${icon("centre")}
        </button>
        <slot></slot>
      </div>
      <span class="key">${words.visibleStreets}</span>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "ruelle-plan": RuellePlan;
  }
}
