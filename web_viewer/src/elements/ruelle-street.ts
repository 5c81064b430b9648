import { html, nothing, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";
import type { Panorama } from "../api/panorama.ts";
import { wind } from "../geo/compass.ts";
import { longDate } from "../i18n/quantities.ts";
import { otherDates, sideStreets, type Way } from "../street/ways.ts";
import { brand } from "./brand.ts";
import { icon } from "./icons.ts";
import "./ruelle-card.ts";
import type { DateCard } from "./ruelle-dates.ts";
import "./ruelle-picture.ts";
import "./ruelle-steps.ts";
import { StreetPage } from "./street-page.ts";
import { streetStyles } from "./street-styles.ts";
import { progressStyles, shared } from "./styles.ts";

const NEXT_SHEET = { peek: "half", half: "full", full: "half" } as const;

/** The street page: one picture at a time, and everything one can do from there. */
@customElement("ruelle-street")
export class RuelleStreet extends StreetPage {
  static override styles = [shared, progressStyles, streetStyles];

  override render(): TemplateResult {
    const { messages, journey } = this;
    const sides = journey.panorama ? sideStreets(journey.panorama) : [];
    return html`
      <main lang=${messages.tag} aria-label=${messages.viewOf(this.street)}>
        <div class="stage">
          <ruelle-picture .messages=${messages} .ways=${this.reporting ? [] : this.groundWays(sides)} .panelPx=${this.panelPx}></ruelle-picture>
          ${this.region()}
          <div class="bar paper">
            ${brand(this.configuration.town, messages.tagline)}
            <ruelle-search .messages=${messages}></ruelle-search>
          </div>
          <ruelle-tools .messages=${messages} .headingDeg=${journey.gaze.headingDeg} ?fullScreen=${this.fullScreen}></ruelle-tools>
          <ruelle-sides .messages=${messages} .ways=${sides} .headingDeg=${journey.gaze.headingDeg}></ruelle-sides>
          ${this.loading()}
          <ruelle-outcome .messages=${messages} .phase=${journey.phase} .missing=${this.missing}></ruelle-outcome>
          ${this.dayButton()}
          ${journey.panorama ? html`<ruelle-steps .messages=${messages} .steps=${journey.steps}></ruelle-steps>` : nothing}
        </div>
        <div class="sheet">
          ${this.handle()}
          ${journey.panorama ? this.paper(journey.panorama) : nothing}
          ${this.folded ? this.unfoldButton() : this.panelPaper()}
        </div>
      </main>
      <p class="unseen live" role="status" lang=${messages.tag}>${journey.phase === "sharp" ? this.told : ""}</p>
      <ruelle-help .messages=${messages} .letters=${this.letters}></ruelle-help>
      <ruelle-rights
        .messages=${messages}
        .configuration=${this.configuration}
        .street=${this.street}
        .link=${() => journey.link}
      ></ruelle-rights>
    `;
  }

  private get street(): string {
    const { panorama } = this.journey;
    return panorama ? (panorama.street ?? this.messages.unnamed) : this.configuration.town;
  }

  private get direction(): string {
    return this.messages.winds[wind(this.journey.gaze.headingDeg)];
  }

  /** What a screen reader says after a move; it does not change while the reader looks around. */
  private get told(): string {
    const { panorama } = this.journey;
    if (!panorama) return "";
    const { houseNumber } = panorama;
    return houseNumber
      ? this.messages.moved(this.street, houseNumber)
      : this.messages.movedWithoutNumber(this.street, this.messages.winds[wind(panorama.headingDeg)]);
  }

  private groundWays(sides: readonly Way[]): Way[] {
    const { ahead, behind } = this.journey.steps;
    return [ahead, behind, ...sides].filter((way) => way !== null);
  }

  private region(): TemplateResult | typeof nothing {
    if (!this.reporting) return nothing;
    return html`<ruelle-region
      .report=${this.report}
      .picture=${this.renderRoot.querySelector("ruelle-picture")}
      .gaze=${this.journey.gaze}
      .language=${this.messages.tag}
      .paperPx=${() => this.paperPx}
    ></ruelle-region>`;
  }

  private paper(panorama: Panorama): TemplateResult {
    if (!this.reporting) return this.card(panorama);
    return html`<ruelle-report
      class="paper"
      .messages=${this.messages}
      .report=${this.report}
      ?secondCorner=${this.secondCorner}
    ></ruelle-report>`;
  }

  private card(panorama: Panorama): TemplateResult {
    const { messages } = this;
    const number = panorama.houseNumber ? `${messages.at(panorama.houseNumber)} · ` : "";
    return html`<ruelle-card
      class="paper"
      .messages=${messages}
      .street=${this.street}
      .where=${`${number}${messages.facing(this.direction)}`}
      .date=${panorama.takenAt ? longDate(panorama.takenAt, messages.tag) : ""}
      .shareLink=${() => this.journey.link}
    ></ruelle-card>`;
  }

  private panelPaper(): TemplateResult {
    const { panorama, gaze, phase } = this.journey;
    return html`<ruelle-panel
      class="paper"
      .messages=${this.messages}
      .configuration=${this.configuration}
      .panorama=${panorama}
      .gaze=${gaze}
      .cards=${panorama ? dateCards(panorama) : []}
      .tab=${this.tab}
      ?ready=${phase !== "arriving" && phase !== "blurred"}
    ></ruelle-panel>`;
  }

  private unfoldButton(): TemplateResult {
    return html`<button class="button unfold" type="button" @click=${() => (this.folded = false)}>
      ${icon("map", 18)} ${this.messages.plan}<span class="unseen">, ${this.messages.unfoldPanel}</span>
    </button>`;
  }

  private handle(): TemplateResult {
    const turn = (): void => {
      this.sheet = NEXT_SHEET[this.sheet];
    };
    return html`<button class="handle" type="button" aria-label=${this.messages.sheetHandle(this.sheet)} @click=${turn}></button>`;
  }

  private dayButton(): TemplateResult | typeof nothing {
    const { takenAt } = this.journey.panorama ?? {};
    if (!takenAt) return nothing;
    return html`<button class="button day" type="button" @click=${() => this.obey("dates")}>
      ${icon("calendar", 18)} ${longDate(takenAt, this.messages.tag)} ${icon("down", 18)}
    </button>`;
  }

  private loading(): TemplateResult | typeof nothing {
    const { phase, progress } = this.journey;
    if (phase !== "arriving" && phase !== "blurred") return nothing;
    const percent = Math.round(progress * 100);
    const words = percent > 0 ? this.messages.sharp(percent) : this.messages.loading;
    return html`<div class="told paper">
      <progress max="100" value=${percent} aria-label=${this.messages.loading}></progress> ${words}
    </div>`;
  }
}

function dateCards(panorama: Panorama): DateCard[] {
  const own = panorama.takenAt
    ? [{ pictureId: panorama.id, takenAt: panorama.takenAt, thumbUrl: panorama.thumbUrl ?? panorama.sdUrl }]
    : [];
  const others = otherDates(panorama).flatMap(({ id, takenAt }) =>
    takenAt ? [{ pictureId: id, takenAt, thumbUrl: `/api/pictures/${encodeURIComponent(id)}/thumb.jpg` }] : [],
  );
  return [...own, ...others];
}

declare global {
  interface HTMLElementTagNameMap {
    "ruelle-street": RuelleStreet;
  }
}
