import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { icon } from "../elements/icons.ts";
import { shared } from "../elements/styles.ts";
import { longDate } from "../i18n/quantities.ts";
import { report } from "./events.ts";
import type { Words } from "./fr.ts";
import { bytes } from "./quantities.ts";
import type { Disk, Kept } from "./snapshot.ts";
import { staff } from "./styles.ts";

/** Whether there is room, and which originals are erased when. */
@customElement("ruelle-storage")
export class RuelleStorage extends LitElement {
  static override styles = [
    shared,
    staff,
    css`
      :host {
        display: grid;
        gap: 16px;
        align-content: start;
      }
      .card {
        display: grid;
        gap: 10px;
      }
      .bar {
        display: flex;
        gap: 1px;
        height: 14px;
        border-radius: 4px;
      }
      .bar > span {
        position: static;
        border-radius: 0;
      }
      .bar .sealed,
      .dot.sealed {
        background: #b5872f;
      }
      .bar.warn .used {
        background: var(--warn);
      }
      .bar.stop .used {
        background: var(--bad);
      }
      dl {
        display: grid;
        grid-template-columns: 12px 1fr auto;
        gap: 8px 8px;
        align-items: center;
      }
      .dot {
        width: 10px;
        height: 10px;
        border-radius: 2px;
        background: var(--accent);
      }
      .dot.free {
        border: 1px solid var(--border);
        background: var(--stone-3);
      }
      dd {
        text-align: right;
      }
      .notice {
        display: flex;
        gap: 8px;
        padding: 8px 10px;
        border-radius: 6px;
        background: var(--warn-soft);
        color: var(--warn);
      }
      li {
        display: grid;
        grid-template-columns: 1fr auto;
        gap: 0 12px;
        align-items: center;
        padding: 8px 0;
        border-top: 1px solid var(--hairline);
      }
      li strong {
        font-weight: 550;
      }
      li > .due {
        font-weight: 620;
        text-align: right;
      }
      li > button {
        grid-column: 1 / -1;
        justify-self: start;
        min-height: 24px;
        margin-top: 2px;
        padding: 0;
        border: 0;
        border-radius: 3px;
        background: none;
        color: var(--accent-dark);
        font-weight: 550;
        text-decoration: underline;
        text-underline-offset: 3px;
        cursor: pointer;
      }
      @media (max-width: 760px) {
        li > button {
          min-height: 44px;
        }
      }
    `,
  ];

  @property({ attribute: false }) words!: Words;
  @property({ attribute: false }) disk: Disk | null = null;
  @property({ attribute: false }) retention: readonly Kept[] = [];

  @property({ attribute: false }) retentionDays: number | null = null;

  override render(): TemplateResult {
    return html`${this.disk ? this.room(this.disk) : nothing} ${this.kept()}`;
  }

  private room(disk: Disk): TemplateResult {
    const { words } = this;
    const { tag } = words;
    const sealedBytes = Math.min(disk.usedBytes, this.retention.reduce((sum, { bytes: size }) => sum + size, 0));
    const width = (size: number): string => `width:${(size / disk.totalBytes) * 100}%`;
    const [used, total] = [bytes(disk.usedBytes, tag), bytes(disk.totalBytes, tag)];
    return html`<section class="card pad" aria-labelledby="disk">
      <header>
        <h2 id="disk">${words.disk}</h2>
        <span><strong>${used}</strong> <span class="quiet-text">${words.of(total)}</span></span>
      </header>
      <div class="bar ${disk.level}" role="img" aria-label=${words.diskName(used, total)}>
        <span class="used" style=${width(disk.usedBytes - sealedBytes)}></span><span class="sealed" style=${width(sealedBytes)}></span>
      </div>
      ${disk.level !== "ok"
        ? html`<p class="notice">${icon("warning", 18)} <span>${words.diskWarn} ${disk.daysLeft === null ? "" : words.full(disk.daysLeft)}</span></p>`
        : nothing}
      <dl>
        ${row("", words.used, used)} ${sealedBytes > 0 ? row("sealed", words.sealed, bytes(sealedBytes, tag)) : nothing}
        ${row("free", words.free, bytes(disk.freeBytes, tag))}
      </dl>
    </section>`;
  }

  private kept(): TemplateResult {
    const { words } = this;
    return html`<section class="card pad" aria-labelledby="kept">
      <div>
        <h2 id="kept">${words.retention}</h2>
        <p class="hint">${this.retention.length > 0 ? words.retentionHint(this.retentionDays) : words.nothingKept}</p>
      </div>
      ${this.retention.length > 0 ? html`<ul>${this.retention.map((kept) => this.drive(kept))}</ul>` : nothing}
    </section>`;
  }

  private drive(kept: Kept): TemplateResult {
    const { words } = this;
    const due = kept.daysLeft === null ? words.noDate : words.inDays(kept.daysLeft);
    return html`<li>
      <span><strong>${kept.campaign}</strong> <span class="quiet-text">${bytes(kept.bytes, words.tag)}</span></span>
      <span class="due" title=${kept.eraseOn ? longDate(kept.eraseOn, words.tag) : ""}>${due}</span>
      <button type="button" aria-label="${words.eraseNow}, ${kept.campaign}" @click=${() => this.erase(kept)}>${words.eraseNow}</button>
    </li>`;
  }

  private erase(kept: Kept): void {
    const { words } = this;
    const { campaign } = kept;
    report(this, "ruelle-deed", {
      jobId: kept.driveId,
      isUpload: false,
      verb: "erase",
      json: { confirm: campaign, what: "originals" },
      done: words.erased(campaign),
      sure: {
        heading: words.eraseAsk(campaign),
        text: words.eraseTold(kept.originals, bytes(kept.bytes, words.tag)),
        button: words.erase,
        name: campaign,
        danger: true,
      },
    });
  }
}

const row = (kind: string, word: string, size: string): TemplateResult =>
  html`<span class="dot ${kind}" aria-hidden="true"></span><dt>${word}</dt><dd>${size}</dd>`;

declare global {
  interface HTMLElementTagNameMap {
    "ruelle-storage": RuelleStorage;
  }
}
