import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { icon } from "../elements/icons.ts";
import { shared } from "../elements/styles.ts";
import { drawing } from "../operate/drawings.ts";
import { staff } from "../operate/styles.ts";
import type { ReviewWords } from "./fr.ts";
import { isUndecided, type Zone } from "./review.ts";

/** What an operator may ask about a zone. */
export type ZoneDeed = "select" | "keep" | "lift" | "reopen" | "remove" | "look" | "look-over";

/** The zones as a list that does all that the picture does; one stop of the Tab key each, arrows lead to the buttons. */
@customElement("ruelle-zones")
export class RuelleZones extends LitElement {
  static override styles = [
    shared,
    staff,
    css`
      li {
        border-top: 1px solid var(--hairline);
      }
      li.selected {
        background: var(--stone);
        box-shadow: inset 3px 0 0 var(--accent);
      }
      li.selected.undecided {
        background: var(--warn-soft);
        box-shadow: inset 3px 0 0 #7a4a2b;
      }
      .row {
        display: grid;
        grid-template-columns: 24px 1fr auto;
        gap: 0 14px;
        align-items: start;
        width: 100%;
        padding: 12px 18px;
        border: 0;
        background: none;
        text-align: left;
        cursor: pointer;
      }
      .row:focus-visible {
        position: relative;
        border-radius: 6px;
        box-shadow: inset 0 0 0 3px var(--focus), inset 0 0 0 5px #fff !important;
      }
      .row i {
        font-size: 0;
      }
      .row b {
        height: 24px;
        line-height: 24px;
        text-align: center;
        border-radius: 999px;
        background: var(--ink);
        color: #fff;
        font-weight: 620;
        font-size: 0.8125rem;
      }
      .undecided .row b {
        background: #7a4a2b;
      }
      .row strong {
        display: block;
        font-weight: 620;
      }
      .undecided.selected .chip {
        background: var(--paper);
      }
      .actions {
        flex-wrap: nowrap;
        padding: 0 18px 14px;
      }
      .actions.more {
        margin-top: -6px;
      }
      .actions > .wide {
        flex: 1;
        min-height: 40px;
        padding: 0 6px;
        white-space: nowrap;
      }
      @media (max-width: 760px) {
        li {
          scroll-margin: calc(42dvh + 64px) 0 112px;
        }
      }
      .held {
        user-select: none;
        -webkit-user-select: none;
        touch-action: none;
      }
    `,
  ];

  @property({ attribute: false }) words!: ReviewWords;
  @property({ attribute: false }) zones: readonly Zone[] = [];
  @property() selected = "";
  @property({ type: Boolean }) mayLift = true;
  @property({ type: Boolean }) closed = false;

  /** Moves the focus to a zone. */
  focusZone(id: string): void {
    const row = this.renderRoot.querySelector<HTMLElement>(`[data-zone="${CSS.escape(id)}"] .row`);
    row?.focus({ preventScroll: true });
    void this.updateComplete.then(() => row?.closest("li")?.scrollIntoView({ block: "nearest" }));
  }

  override render(): TemplateResult {
    const { words } = this;
    return html`<ul aria-label=${words.zoneList}>${this.zones.map((zone, index) => this.zone(zone, index + 1))}</ul>`;
  }

  private zone(zone: Zone, number: number): TemplateResult {
    const { words } = this;
    const selected = zone.id === this.selected;
    const name = words.zoneName(number, zone);
    const chip = isUndecided(zone) ? "warn" : zone.decision === "lift" ? "" : "ok";
    return html`<li class="${selected ? "selected" : ""} ${isUndecided(zone) ? "undecided" : ""}" data-zone=${zone.id}>
      <div role="toolbar" aria-label=${name} @keydown=${this.pressed}>
        <button class="row" type="button" aria-current=${selected ? "true" : nothing} @focus=${() => this.ask("select", zone)} @click=${() => this.ask("select", zone)}>
          <b><i>${words.zone} </i>${number}<i>, </i></b>
          <span><strong>${words.heading(zone)}<i>, </i></strong><span class="quiet-text small">${words.source(zone)}<i>, </i></span></span>
          <span class="chip ${chip}">${chip === "ok" ? icon("check", 16) : nothing} ${words.standing(zone)}</span>
        </button>
        ${selected && !this.closed ? this.buttons(zone) : nothing}
      </div>
    </li>`;
  }

  private buttons(zone: Zone): TemplateResult {
    const { words, mayLift } = this;
    const held = { start: () => this.ask("look", zone), end: () => this.ask("look-over", zone) };
    return html`
      <div class="actions">
        <button class="button wide ${isUndecided(zone) ? "filled" : ""}" type="button" tabindex="-1" aria-keyshortcuts="f" aria-pressed=${zone.decision === "keep"} @click=${() => this.ask("keep", zone)}>
          ${words.keep} <kbd aria-hidden="true">F</kbd>
        </button>
        <button class="button wide" type="button" tabindex="-1" aria-keyshortcuts="n" aria-pressed=${zone.decision === "lift"} aria-disabled=${!mayLift} @click=${() => mayLift && this.ask("lift", zone)}>
          ${words.lift} <kbd aria-hidden="true">N</kbd>
        </button>
      </div>
      ${mayLift ? nothing : html`<p class="hint actions more">${words.noLift}</p>`}
      <div class="actions more">
        ${zone.hasLook
          ? html`<button
              class="button held"
              type="button"
              tabindex="-1"
              aria-keyshortcuts="o"
              title="${words.lookHold}. ${words.lookTold}"
              @pointerdown=${held.start}
              @pointerup=${held.end}
              @pointerleave=${held.end}
              @keydown=${(press: KeyboardEvent) => (press.key === " " || press.key === "Enter") && !press.repeat && held.start()}
              @keyup=${held.end}
              @blur=${held.end}
            >
              ${drawing("eye", 18)} ${words.look} <kbd aria-hidden="true">O</kbd>
            </button>`
          : nothing}
        ${zone.doubtful && zone.decision !== null
          ? html`<button class="button quiet" type="button" tabindex="-1" @click=${() => this.ask("reopen", zone)}>${drawing("undo", 18)} ${words.takeBack}</button>`
          : nothing}
        ${zone.origin === "person"
          ? html`<button class="button quiet" type="button" tabindex="-1" @click=${() => this.ask("remove", zone)}>${drawing("remove", 18)} ${words.remove}</button>`
          : nothing}
      </div>
    `;
  }

  /** Left and right go from button to button of one zone. */
  private pressed(press: KeyboardEvent): void {
    if (press.key !== "ArrowLeft" && press.key !== "ArrowRight") return;
    const buttons = [...(press.currentTarget as HTMLElement).querySelectorAll<HTMLElement>("button")];
    const at = buttons.indexOf(this.shadowRoot?.activeElement as HTMLElement);
    buttons[at + (press.key === "ArrowRight" ? 1 : -1)]?.focus();
    press.preventDefault();
    press.stopPropagation();
  }

  private ask(deed: ZoneDeed, zone: Zone): void {
    this.dispatchEvent(new CustomEvent("ruelle-zone-deed", { detail: { deed, zone } }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "ruelle-zones": RuelleZones;
  }
}
