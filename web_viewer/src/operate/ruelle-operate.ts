import { html, nothing, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";
import { type IconName, icon } from "../elements/icons.ts";
import { shared } from "../elements/styles.ts";
import { type DrawingName, drawing } from "./drawings.ts";
import { OperatePage } from "./operate-page.ts";
import { pageStyles } from "./page-styles.ts";
import { count } from "./quantities.ts";
import "./ruelle-drop.ts";
import "./ruelle-jobs.ts";
import "./ruelle-needs.ts";
import "./ruelle-storage.ts";
import "./ruelle-uploads.ts";
import { isOpen, type Snapshot } from "./snapshot.ts";
import { staff } from "./styles.ts";
import { addressOf, VIEWS, type View } from "./views.ts";

const DRAWINGS: Readonly<Record<View, () => unknown>> = {
  jobs: () => draw("activity"),
  review: () => draw("blur"),
  requests: () => sign("flag"),
  upload: () => draw("upload"),
  storage: () => draw("disk"),
  journal: () => draw("journal"),
};
const draw = (name: DrawingName): unknown => drawing(name);
const sign = (name: IconName): unknown => icon(name);

/** The operators' page: what needs me, what runs, is there room. */
@customElement("ruelle-operate")
export class RuelleOperate extends OperatePage {
  static override styles = [shared, staff, pageStyles];

  override render(): TemplateResult {
    const { words, where } = this;
    if (where.itemId !== null && !this.isStranger) return this.reviewing(where.itemId);
    return html`
      <a class="button filled skip" href="#main" @click=${this.skip}>${words.views[where.view]}</a>
      ${this.masthead()}
      <div class="frame" lang=${words.tag}>
        ${this.navigation()}
        <main id="main" class=${where.view} tabindex="-1">${this.isStranger ? this.stranger() : this.content()}
          <footer>${this.languageButton()}</footer>
        </main>
      </div>
      ${this.paper()}
      <p class="unseen" role="status" aria-live="polite" lang=${words.tag}>${this.told}</p>
      <ruelle-sure .words=${words}></ruelle-sure>
      <ruelle-keys .words=${words}></ruelle-keys>
    `;
  }

  protected override openDialog(name: "sure" | "keys", use: (dialog: HTMLElement) => void): void {
    const loaded = name === "sure" ? import("./ruelle-sure.ts") : import("./ruelle-keys.ts");
    void loaded.then(() => {
      const dialog = this.renderRoot.querySelector<HTMLElement>(`ruelle-${name}`);
      if (dialog) use(dialog);
    });
  }

  private skip(press: Event): void {
    press.preventDefault();
    this.renderRoot.querySelector<HTMLElement>("main")?.focus();
  }

  private masthead(): TemplateResult {
    const { words, person, snapshot } = this;
    const running = snapshot?.jobs.filter(({ state }) => state === "running" || state === "uploading").length ?? 0;
    return html`<header class="masthead" lang=${words.tag}>
      <a class="brand" href=${addressOf("jobs")}>
        ${ARCH}
        <span><strong>${words.title}</strong> <span>${this.town.town}</span></span>
      </a>
      ${this.isCutOff
        ? html`<span class="chip warn">${icon("warning", 16)} ${words.cutOff}</span>`
        : html`<span class="chip ${running ? "ok" : ""}">${icon("check", 16)} <span class="wide">${words.running(running)}</span><span class="short" aria-hidden="true">${words.runningShort(running)}</span></span>`}
      ${this.languageButton()}
      <button class="button quiet help" type="button" @click=${() => this.openDialog("keys", (dialog) => void (dialog as HTMLElementTagNameMap["ruelle-keys"]).open())}>
        ${icon("keyboard", 18)} ${words.keys} <kbd aria-hidden="true">?</kbd>
      </button>
      ${person ? html`<a class="button who" href="/connexion" aria-label=${words.account(person.name)}>${drawing("user", 18)} <span>${person.name}</span></a>` : nothing}
    </header>`;
  }

  private languageButton(): TemplateResult {
    const other = this.words.tag === "fr" ? "en" : "fr";
    return html`<button class="button quiet language" type="button" lang=${other} @click=${() => void this.speak(other)}>${this.words.otherLanguage}</button>`;
  }

  private navigation(): TemplateResult {
    const { words, where, snapshot } = this;
    const counts: Partial<Record<View, number>> = {
      jobs: snapshot?.jobs.filter(isOpen).length ?? 0,
      review: snapshot?.reviews ?? 0,
      requests: snapshot?.requests ?? 0,
      upload: this.uploads.sendings.filter(({ isOver }) => !isOver).length,
    };
    return html`<nav aria-label=${words.navigation}>
      <ul>
        ${VIEWS.filter((view) => view !== "journal" || this.person?.isAdmin).map((view) => {
          const waiting = counts[view] ?? 0;
          const due = view === "review" || view === "requests";
          return html`<li class=${view}>
            <a href=${addressOf(view)} aria-current=${where.view === view ? "page" : nothing}>
              ${DRAWINGS[view]()} ${words.views[view]}
              ${waiting > 0
                ? html`<span class="count ${due ? "due" : "plain"}" aria-hidden="true">${count(waiting, words.tag)}</span><span class="unseen">${words.waiting(waiting)}</span>`
                : nothing}
            </a>
          </li>`;
        })}
      </ul>
    </nav>`;
  }

  private content(): TemplateResult {
    const { snapshot, words } = this;
    if (!snapshot) return html`<p class="quiet-text" role="status">${this.isCutOff ? words.cutOffRemedy : words.loading}</p>`;
    const cut = this.isCutOff ? html`<p class="cut" role="status">${icon("warning")} ${words.cutOffRemedy}</p>` : nothing;
    const views: Readonly<Record<View, () => TemplateResult>> = {
      jobs: () => this.jobsView(snapshot, cut),
      upload: () => html`<div class="column narrow">${cut}<h1>${words.views.upload}</h1>${this.dropZone(snapshot)}${this.sendings(true)}</div>`,
      storage: () => html`<div class="column narrow">${cut}<h1>${words.views.storage}</h1>${this.storage(snapshot)}</div>`,
      review: () => this.lazily(import("../review/ruelle-queue.ts"), html`<ruelle-queue .words=${words} .asking=${this.asking} .campaigns=${this.campaigns}></ruelle-queue>`),
      requests: () => this.lazily(import("./ruelle-requests.ts"), html`<ruelle-requests .words=${words} .asking=${this.asking}></ruelle-requests>`),
      journal: () => this.lazily(import("./ruelle-journal.ts"), html`<ruelle-journal .words=${words} .asking=${this.asking}></ruelle-journal>`),
    };
    return views[this.where.view]();
  }

  private lazily(_loading: Promise<unknown>, element: TemplateResult): TemplateResult {
    return element;
  }

  private reviewing(itemId: string): TemplateResult {
    const { words, person } = this;
    const leave = (): void => this.go({ view: "review", itemId: null });
    return this.lazily(
      import("../review/ruelle-review.ts"),
      html`<ruelle-review lang=${words.tag} .language=${words.tag} .asking=${this.asking} .itemId=${itemId} .person=${person?.name ?? ""} @ruelle-leave=${leave}></ruelle-review>`,
    );
  }

  private jobsView(snapshot: Snapshot, cut: TemplateResult | typeof nothing): TemplateResult {
    const { words } = this;
    return html`
      <div class="column">
        ${cut}
        <ruelle-jobs .words=${words} .snapshot=${snapshot} .progress=${this.progress}>
          <ruelle-needs .words=${words} .snapshot=${snapshot}></ruelle-needs>
        </ruelle-jobs>
      </div>
      <div class="column side">${this.dropZone(snapshot)}${this.sendings(false)}${this.storage(snapshot)}</div>
    `;
  }

  private dropZone({ disk }: Snapshot): TemplateResult {
    const { words, uploads } = this;
    return html`<ruelle-drop .words=${words} .uploads=${uploads} .revision=${{}} .campaigns=${this.campaigns} .disk=${disk}></ruelle-drop>`;
  }

  private sendings(always: boolean): TemplateResult | typeof nothing {
    const { words, uploads } = this;
    if (uploads.sendings.length === 0) return always ? html`<p class="quiet-text">${words.noUploads}</p>` : nothing;
    return html`<ruelle-uploads .words=${words} .uploads=${uploads} .revision=${{}}></ruelle-uploads>`;
  }

  private storage({ disk, retention, retentionDays }: Snapshot): TemplateResult {
    return html`<ruelle-storage .words=${this.words} .disk=${disk} .retention=${retention} .retentionDays=${retentionDays}></ruelle-storage>`;
  }

  private stranger(): TemplateResult {
    const { words } = this;
    const back = `/connexion?next_url=${encodeURIComponent(location.pathname)}`;
    return html`<div class="card pad column over" role="alert">
      <h1>${words.sessionOver}</h1>
      <p>${words.sessionOverRemedy}</p>
      <div class="actions"><a class="button filled" href=${back}>${words.logIn}</a></div>
    </div>`;
  }

  private paper(): TemplateResult {
    const { toast, words } = this;
    return html`<div role=${toast?.bad ? "alert" : "status"} lang=${words.tag}>
      ${toast
        ? html`<div class="toast paper ${toast.bad ? "bad" : ""}">
            ${icon(toast.bad ? "warning" : "check")}
            <p>${toast.problem} ${toast.remedy ?? ""}</p>
            <button class="button quiet square" type="button" aria-label=${words.close} @click=${() => (this.toast = null)}>${icon("close", 18)}</button>
          </div>`
        : nothing}
    </div>`;
  }
}

const ARCH = html`<svg viewBox="0 0 34 34" width="34" height="34" aria-hidden="true">
  <path d="M9 25.5V15.5a8 8 0 0 1 16 0v10" fill="none" stroke="#fff" stroke-width="2.4" stroke-linecap="round"></path>
  <path d="M15.7 16h2.6L21 26h-8z" fill="#fff"></path>
</svg>`;

declare global {
  interface HTMLElementTagNameMap {
    "ruelle-operate": RuelleOperate;
  }
}
