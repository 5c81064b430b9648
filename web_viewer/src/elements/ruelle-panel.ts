import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import type { Configuration } from "../api/configuration.ts";
import { licenceOf } from "../api/licences.ts";
import type { Panorama } from "../api/panorama.ts";
import { LATER, type LaterMessages } from "../i18n/later.ts";
import type { Messages } from "../i18n/messages.ts";
import { decimal } from "../i18n/quantities.ts";
import type { Gaze } from "../pano/gaze.ts";
import { tell } from "./events.ts";
import { icon } from "./icons.ts";
import { panelStyles } from "./panel-styles.ts";
import type { DateCard, RuelleDates } from "./ruelle-dates.ts";
import "./ruelle-dates.ts";
import "./ruelle-plan.ts";
import "./ruelle-streets.ts";
import { shared } from "./styles.ts";

export type Tab = "plan" | "streets";

/** Plan or list of streets, the dates of this place, privacy and rights. */
@customElement("ruelle-panel")
export class RuellePanel extends LitElement {
  static override styles = [shared, panelStyles];

  @property({ attribute: false }) messages!: Messages;
  @property({ attribute: false }) configuration: Configuration | null = null;
  @property({ attribute: false }) panorama: Panorama | null = null;
  @property({ attribute: false }) gaze: Gaze | null = null;
  @property({ attribute: false }) cards: readonly DateCard[] = [];
  @property({ type: Boolean }) ready = false;
  @property() tab: Tab = "plan";
  @query("ruelle-dates") private readonly dates!: RuelleDates | null;
  @query("input:checked") private readonly chosenTab!: HTMLElement;

  focusDates(): void {
    this.dates?.focus();
  }

  focusTab(): void {
    this.chosenTab.focus();
  }

  private get words(): LaterMessages {
    return LATER[this.messages.tag];
  }

  override render(): TemplateResult {
    const { messages, words } = this;
    return html`
      <header>
        <div class="switch" role="radiogroup" aria-label=${words.panel}>
          ${this.choice("plan", messages.plan)} ${this.choice("streets", words.streets)}
        </div>
        ${this.languageButton()}
        <button
          class="button quiet square"
          type="button"
          aria-label=${words.foldPanel}
          title=${words.foldPanel}
          @click=${() => tell(this, "ruelle-fold", true)}
        >
          ${icon("fold")}
        </button>
      </header>
      <div class="body">
        ${this.tab === "plan" ? this.plan() : this.streets()}
      </div>
      ${
        this.cards.length > 0
          ? html`<ruelle-dates .messages=${messages} .cards=${this.cards} .pictureId=${this.panorama?.id ?? ""}></ruelle-dates>`
          : nothing
      }
      ${this.rights()}
      <div class="report">
        <button class="button" type="button" @click=${() => tell(this, "ruelle-command", "report")}>${icon("flag")} ${messages.report}</button>
      </div>
    `;
  }

  private choice(tab: Tab, label: string): TemplateResult {
    return html`<label class=${this.tab === tab ? "chosen" : ""}>
      <input type="radio" name="tab" .checked=${this.tab === tab} @change=${() => tell(this, "ruelle-tab", tab)} />
      ${icon(tab === "plan" ? "map" : "rows", 18)} ${label}
    </label>`;
  }

  private languageButton(): TemplateResult {
    const { messages, words } = this;
    const other = messages.tag === "fr" ? "en" : "fr";
    return html`<button class="button quiet language" type="button" lang=${other} @click=${() => tell(this, "ruelle-language", null)}>
      ${icon("language", 18)} ${words.otherLanguage}
    </button>`;
  }

  private plan(): TemplateResult {
    const { messages, words } = this;
    return html`<ruelle-plan
      .messages=${messages}
      .place=${this.panorama?.place ?? null}
      .gaze=${this.gaze}
      ?ready=${this.ready}
      ?hasBaseMap=${this.configuration?.hasBaseMap}
    >
      <button
        class="button square list"
        type="button"
        aria-label=${words.streets}
        @click=${() => tell(this, "ruelle-tab", "streets")}
      >
        ${icon("rows")}
      </button>
    </ruelle-plan>`;
  }

  private streets(): TemplateResult {
    return html`
      <button class="button return" type="button" @click=${() => tell(this, "ruelle-tab", "plan")}>
        ${icon("map", 18)} ${this.messages.plan}
      </button>
      <ruelle-streets
        .messages=${this.messages}
        .current=${this.panorama?.street ?? ""}
        .pictureId=${this.panorama?.id ?? ""}
      ></ruelle-streets>`;
  }

  private rights(): TemplateResult {
    const { panorama, configuration, words } = this;
    const licence = configuration?.licence ? licenceOf(configuration.licence) : null;
    const facts = [panorama && this.accuracy(panorama), configuration?.town];
    return html`<footer>
      <p class="blurred">${icon("shield", 18)} ${words.blurred}</p>
      <p>${facts.filter(Boolean).join(" · ")}</p>
      <ul>
        ${this.link(licence?.name, licence?.url)}
        <li>${this.asks("rights", words.rights)}</li>
        <li>${this.asks("help", words.keys)}</li>
        ${this.link(words.account, "/connexion")}
        <li class="phone">
          <button class="inline" type="button" @click=${() => tell(this, "ruelle-language", null)}>${words.otherLanguage}</button>
        </li>
      </ul>
    </footer>`;
  }

  private accuracy({ accuracyM }: Panorama): string {
    const { messages, words } = this;
    return accuracyM === null ? words.accuracyUnknown : words.accuracy(decimal(accuracyM, messages.tag));
  }

  private asks(command: "rights" | "help", words: string): TemplateResult {
    return html`<button class="inline" type="button" @click=${() => tell(this, "ruelle-command", command)}>${words}</button>`;
  }

  private link(words: string | null | undefined, address: string | null | undefined): TemplateResult | typeof nothing {
    if (!words) return nothing;
    return html`<li>${address ? html`<a href=${address}>${words}</a>` : words}</li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "ruelle-panel": RuellePanel;
  }
}
