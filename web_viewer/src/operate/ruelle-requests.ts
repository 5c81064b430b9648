import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { ownPath } from "../api/client.ts";
import { date, type Fields, fields, list, text } from "../api/json.ts";
import { icon } from "../elements/icons.ts";
import { shared } from "../elements/styles.ts";
import { type Asking, Refusal } from "./asking.ts";
import { report } from "./events.ts";
import type { Words } from "./fr.ts";
import { Loading } from "./loading.ts";
import { moment } from "./quantities.ts";
import { staff } from "./styles.ts";
import { addressOf } from "./views.ts";

/** What a resident asks to be blurred; the place is blurred already. */
interface Wish {
  readonly id: string;
  readonly itemId: string;
  readonly hasZone: boolean;
  readonly kind: string;
  readonly note: string | null;
  readonly email: string | null;
  readonly createdAt: Date | null;
  readonly place: string | null;
  readonly thumbUrl: string | null;
}

/** Residents' requests, each to be confirmed or lifted. */
@customElement("ruelle-requests")
export class RuelleRequests extends LitElement {
  static override styles = [
    shared,
    staff,
    css`
      :host {
        display: grid;
        gap: 16px;
        max-width: 900px;
      }
      h1 {
        font-size: 1.5rem;
        font-weight: 620;
        line-height: 1.22;
      }
      li {
        display: grid;
        grid-template-columns: 168px 1fr;
        gap: 4px 18px;
        padding: 18px;
      }
      li + li {
        border-top: 1px solid var(--hairline);
      }
      img,
      .blank {
        display: block;
        width: 168px;
        aspect-ratio: 5 / 3;
        border-radius: 6px;
        background: var(--stone-3);
        object-fit: cover;
      }
      .about {
        display: grid;
        gap: 4px;
        align-content: start;
      }
      .title {
        display: flex;
        flex-wrap: wrap;
        gap: 6px 12px;
        align-items: baseline;
      }
      .title h2 {
        flex: 1 0 auto;
      }
      blockquote {
        max-width: 38rem;
        margin: 2px 0;
        padding-left: 12px;
        border-left: 3px solid var(--stone-3);
        overflow-wrap: anywhere;
        white-space: pre-line;
      }
      .actions {
        margin-top: 8px;
      }
      @media (max-width: 760px) {
        li {
          grid-template-columns: 1fr;
          padding: 16px;
        }
        img,
        .blank {
          width: 100%;
        }
      }
    `,
  ];

  @property({ attribute: false }) words!: Words;
  @property({ attribute: false }) asking!: Asking;
  private readonly wishes = new Loading<readonly Wish[]>(this);

  override firstUpdated(): void {
    void this.load();
  }

  override render(): TemplateResult {
    const { words, wishes } = this;
    return html`
      <div>
        <h1 tabindex="-1">${words.requestsTitle}</h1>
        <p class="quiet-text">${words.requestsHint}</p>
      </div>
      ${wishes.refusal ? html`<p class="wrong" role="alert">${icon("warning", 16)} ${wishes.refusal.problem || words.cutOff}</p>` : nothing}
      ${wishes.value === null ? (wishes.refusal ? nothing : html`<p role="status">${words.loading}</p>`) : this.list(wishes.value)}
    `;
  }

  private list(wishes: readonly Wish[]): TemplateResult {
    const { words } = this;
    if (wishes.length > 0) return html`<ul class="card">${wishes.map((wish) => this.wish(wish))}</ul>`;
    return html`<div class="card empty">
      <span>${icon("flag", 24)}</span>
      <div><h2>${words.noRequests}</h2><p class="quiet-text">${words.noRequestsRemedy}</p></div>
    </div>`;
  }

  private wish(wish: Wish): TemplateResult {
    const { words } = this;
    const place = wish.place ?? words.noPlace;
    return html`<li>
      ${wish.thumbUrl ? html`<img src=${wish.thumbUrl} alt="" width="168" height="101" loading="lazy" />` : html`<span class="blank"></span>`}
      <div class="about">
        <div class="title">
          <h2>${place}</h2>
          <span class="chip">${words.kinds[wish.kind] ?? wish.kind}</span>
          <span class="quiet-text small">${wish.createdAt ? moment(wish.createdAt, words.tag) : ""}</span>
        </div>
        ${wish.note ? html`<blockquote>${wish.note}</blockquote>` : nothing}
        ${wish.email ? html`<p class="small"><a href="mailto:${wish.email}">${words.byMail}</a> <span class="quiet-text">${wish.email}</span></p>` : nothing}
        ${wish.hasZone ? nothing : html`<p><span class="chip warn">${words.noZone}</span></p>`}
        <div class="actions">
          ${wish.hasZone ? nothing : html`<a class="button" href=${addressOf("review", wish.itemId)} aria-label="${words.placeZone}, ${place}">${words.placeZone}</a>`}
          <button class="button filled" type="button" aria-label="${words.confirmBlur}, ${place}" @click=${() => this.decide(wish, "confirm")}>${words.confirmBlur}</button>
          <button class="button" type="button" aria-label="${words.liftBlur}, ${place}" @click=${() => this.decide(wish, "lift")}>${words.liftBlur}</button>
          <a class="button quiet" href="/?pic=${encodeURIComponent(wish.itemId)}" target="_blank" aria-label=${words.seePictureOf(place)}>${words.seePicture}</a>
        </div>
      </div>
    </li>`;
  }

  private load(): Promise<void> {
    return this.wishes.load(async (signal) => {
      const told = fields(await this.asking.json("GET", "/api/requests?state=open&limit=200", { signal }));
      return list(told.requests).map((value) => parseWish(fields(value)));
    });
  }

  private async decide(wish: Wish, decision: "confirm" | "lift"): Promise<void> {
    try {
      await this.asking.json("POST", `/api/requests/${encodeURIComponent(wish.id)}/decision`, { json: { decision } });
      report(this, "ruelle-say", { problem: this.words.requestDone });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      report(this, "ruelle-say", { problem: error.problem || this.words.cutOff, remedy: error.remedy, bad: true });
    }
    await this.load();
    report(this, "ruelle-stale", null);
    this.renderRoot.querySelector<HTMLElement>("li button, h1")?.focus();
  }
}

function parseWish(wish: Fields): Wish {
  const thumb = text(wish.thumb);
  return {
    id: text(wish.id) ?? "",
    itemId: text(wish.item_id) ?? "",
    hasZone: text(wish.zone_id) !== null,
    kind: text(wish.kind) ?? "other",
    note: text(wish.note),
    email: text(wish.email),
    createdAt: date(wish.created_at),
    place: text(wish.place),
    thumbUrl: thumb ? ownPath(thumb) : null,
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "ruelle-requests": RuelleRequests;
  }
}
