import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { amount, date, fields, list, text } from "../api/json.ts";
import { icon } from "../elements/icons.ts";
import { shared } from "../elements/styles.ts";
import type { Asking } from "./asking.ts";
import type { Words } from "./fr.ts";
import { Loading } from "./loading.ts";
import { moment } from "./quantities.ts";
import { staff } from "./styles.ts";

interface Line {
  readonly number: number;
  readonly at: Date | null;
  readonly account: string;
  readonly action: string;
  readonly itemId: string | null;
}

interface Lines {
  readonly lines: readonly Line[];
  readonly next: string | null;
}

/** The access journal: who looked at what is sealed, and when. For administrators. */
@customElement("ruelle-journal")
export class RuelleJournal extends LitElement {
  static override styles = [
    shared,
    staff,
    css`
      :host {
        display: grid;
        gap: 16px;
        justify-items: start;
      }
      h1 {
        font-size: 1.5rem;
        font-weight: 620;
      }
      .card {
        width: 100%;
        max-width: 900px;
        overflow-x: auto;
      }
      table {
        width: 100%;
        border-collapse: collapse;
      }
      th,
      td {
        padding: 9px 18px;
        text-align: left;
        white-space: nowrap;
      }
      th {
        color: var(--ink-2);
        font-weight: 550;
        font-size: 0.8125rem;
      }
      td {
        border-top: 1px solid var(--hairline);
      }
    `,
  ];

  @property({ attribute: false }) words!: Words;
  @property({ attribute: false }) asking!: Asking;
  private readonly journal = new Loading<Lines>(this);

  override firstUpdated(): void {
    void this.load(null);
  }

  override render(): TemplateResult {
    const { words, journal } = this;
    const { value, refusal } = journal;
    return html`
      <div>
        <h1>${words.journalTitle}</h1>
        <p class="quiet-text">${words.journalHint}</p>
      </div>
      ${refusal ? html`<p class="wrong" role="alert">${icon("warning", 16)} ${refusal.problem || words.cutOff}</p>` : nothing}
      ${value === null ? (refusal ? nothing : html`<p role="status">${words.loading}</p>`) : this.table(value)}
    `;
  }

  private table({ lines, next }: Lines): TemplateResult {
    const { words } = this;
    if (lines.length === 0) return html`<p>${words.noJournal}</p>`;
    return html`
      <div class="card" tabindex="0" role="region" aria-label=${words.journalTitle}>
        <table>
          <thead>
            <tr>${words.journalColumns.map((column) => html`<th scope="col">${column}</th>`)}</tr>
          </thead>
          <tbody>
            ${lines.map(
              (line) => html`<tr>
                <td>${line.at ? moment(line.at, words.tag) : ""}</td>
                <td>${line.account}</td>
                <td>${words.journalActions[line.action] ?? line.action}</td>
                <td>${line.itemId ? html`<a href="/?pic=${encodeURIComponent(line.itemId)}" target="_blank">${line.itemId.slice(0, 8)}</a>` : nothing}</td>
              </tr>`,
            )}
          </tbody>
        </table>
      </div>
      ${next ? html`<button class="button" type="button" @click=${() => this.load(next)}>${words.more}</button>` : nothing}
    `;
  }

  private load(token: string | null): Promise<void> {
    const before = token ? (this.journal.value?.lines ?? []) : [];
    return this.journal.load(async (signal) => {
      const told = fields(await this.asking.json("GET", `/api/journal?limit=100${token ? `&token=${encodeURIComponent(token)}` : ""}`, { signal }));
      return { lines: [...before, ...list(told.entries).map(parseLine)], next: text(told.next) };
    });
  }
}

function parseLine(value: unknown): Line {
  const line = fields(value);
  return {
    number: amount(line.number) ?? 0,
    at: date(line.happened_at),
    account: text(line.account) ?? "",
    action: text(line.action) ?? "",
    itemId: text(line.item_id),
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "ruelle-journal": RuelleJournal;
  }
}
