import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { icon } from "../elements/icons.ts";
import { shared } from "../elements/styles.ts";
import { drawing } from "./drawings.ts";
import type { Words } from "./fr.ts";
import { percent } from "./quantities.ts";
import { staff } from "./styles.ts";
import type { Parcel, Sending } from "./uploads/sending.ts";
import type { Uploads } from "./uploads/uploads.ts";

const FILES_SHOWN = 200;

/** The uploads of this browser, each with its files, to pause, to go on with, to give up. */
@customElement("ruelle-uploads")
export class RuelleUploads extends LitElement {
  static override styles = [
    shared,
    staff,
    css`
      :host {
        display: grid;
        gap: 16px;
      }
      .card {
        display: grid;
        gap: 10px;
      }
      .head {
        display: flex;
        gap: 8px;
        align-items: flex-start;
      }
      .head > div {
        flex: 1;
      }
      summary {
        padding: 4px 0;
        border-radius: 3px;
        font-weight: 550;
        cursor: pointer;
      }
      details ul {
        max-height: 280px;
        overflow: auto;
      }
      details li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) 72px 64px;
        gap: 12px;
        align-items: center;
        padding: 5px 0;
        border-top: 1px solid var(--hairline);
        font-size: 0.8125rem;
      }
      details li > span {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      details li > :last-child {
        color: var(--ink-2);
        text-align: right;
      }
    `,
  ];

  @property({ attribute: false }) words!: Words;
  @property({ attribute: false }) uploads!: Uploads;
  /** Another value each time the uploads have changed inside. */
  @property({ attribute: false }) revision: object = {};

  override render(): TemplateResult {
    return html`${this.uploads.sendings.map((sending) => this.sending(sending))}`;
  }

  private sending(sending: Sending): TemplateResult {
    const { words } = this;
    const share = sending.sizeBytes > 0 ? sending.sentBytes / sending.sizeBytes : 0;
    const told = words.sent(share, sending.sentBytes, sending.sizeBytes);
    return html`<section class="card pad" aria-label="${sending.campaign}, ${words.phases[sending.phase]}">
      <div class="head">
        <div>
          <h2>${sending.campaign}</h2>
          <p class="quiet-text small">${words.files(sending.parcels.length)} · ${words.phases[sending.phase]} · ${told}</p>
        </div>
        ${this.buttons(sending)}
      </div>
      <div class="bar" role="progressbar" aria-label=${sending.campaign} aria-valuemin="0" aria-valuemax="100" aria-valuenow=${Math.floor(share * 100)} aria-valuetext=${told}>
        <span style="width:${share * 100}%"></span>
      </div>
      ${sending.phase === "incomplete" ? html`<p class="small">${words.chooseAgain}</p>` : nothing}
      ${sending.refusal ? html`<p class="wrong" role="alert">${icon("warning", 16)} ${sending.refusal.problem} ${sending.refusal.remedy}</p>` : nothing}
      <details>
        <summary>${words.fileList}</summary>
        <ul tabindex="0" aria-label=${words.fileList}>${sending.parcels.slice(0, FILES_SHOWN).map((parcel) => this.file(parcel))}</ul>
      </details>
    </section>`;
  }

  private buttons(sending: Sending): TemplateResult {
    const { words, uploads } = this;
    const runs = sending.phase === "sending" || sending.phase === "waiting";
    const stands = sending.phase === "paused" || sending.phase === "failed";
    const go = html`<button class="button square" type="button" aria-label="${words.continue}, ${sending.campaign}" title=${words.continue} @click=${() => uploads.resume(sending)}>${drawing("play")}</button>`;
    const halt = html`<button class="button square" type="button" aria-label="${words.pause}, ${sending.campaign}" title=${words.pause} @click=${() => uploads.pause(sending)}>${drawing("pause")}</button>`;
    return html`${runs ? halt : stands ? go : nothing}
      <button
        class="button square quiet"
        type="button"
        aria-label="${sending.phase === "done" ? words.close : words.dropUpload}, ${sending.campaign}"
        title=${sending.phase === "done" ? words.close : words.dropUpload}
        @click=${() => void uploads.cancel(sending)}
      >
        ${icon("close")}
      </button>`;
  }

  private file(parcel: Parcel): TemplateResult {
    const { words } = this;
    const share = parcel.sentBytes / parcel.sizeBytes;
    return html`<li>
      <span title=${parcel.name}>${parcel.name}</span>
      <div class="bar"><span style="width:${share * 100}%"></span></div>
      <span>${share >= 1 ? words.arrived : percent(share, words.tag)}</span>
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "ruelle-uploads": RuelleUploads;
  }
}
