import { LitElement, type PropertyValues } from "lit";
import { query, state } from "lit/decorators.js";
import { type Configuration, configuration, parseConfiguration } from "../api/configuration.ts";
import { fields, text } from "../api/json.ts";
import { type Language, preferredLanguage, rememberedLanguage, rememberLanguage } from "../i18n/language.ts";
import { lettersAct } from "../street/letters.ts";
import { applyTheme } from "../street/theme.ts";
import { Asking, Refusal } from "./asking.ts";
import type { Deed, OperateEvents } from "./events.ts";
import { fr, type Words } from "./fr.ts";
import { isTaken, isUnderDialog } from "./keys.ts";
import { wordsIn } from "./language.ts";
import { Progress, progressTold } from "./progress.ts";
import type { RuelleDrop } from "./ruelle-drop.ts";
import type { RuelleJobs } from "./ruelle-jobs.ts";
import type { RuelleNeeds } from "./ruelle-needs.ts";
import { isOpen, parseSnapshot, type Snapshot } from "./snapshot.ts";
import { Uploads } from "./uploads/uploads.ts";
import { addressOf, type Where, whereIs } from "./views.ts";

const LIVELY_MS = 2_000;
const CALM_MS = 10_000;

/** Who is logged in. */
export interface Person {
  readonly name: string;
  readonly isAdmin: boolean;
}

/** The state of the operators' page: what the server told last, and what is asked of it. */
export abstract class OperatePage extends LitElement {
  @state() protected words: Words = fr;
  @state() protected town: Configuration = parseConfiguration({});
  @state() protected person: Person | null = null;
  @state() protected snapshot: Snapshot | null = null;
  @state() protected where: Where = whereIs(location.pathname);
  @state() protected isCutOff = false;
  @state() protected isStranger = false;
  @state() protected toast: OperateEvents["ruelle-say"] | null = null;
  @state() protected told = "";
  @query("ruelle-needs") private readonly needs!: RuelleNeeds | null;
  @query("ruelle-jobs") private readonly jobs!: RuelleJobs | null;
  @query("ruelle-drop") private readonly drop!: RuelleDrop | null;

  protected readonly progress = new Progress();
  protected readonly asking = new Asking(() => this.words.tag);
  protected readonly uploads = new Uploads(this.asking, () => this.requestUpdate());
  private leaving = new AbortController();
  private timer = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    this.leaving = new AbortController();
    const { signal } = this.leaving;
    addEventListener("popstate", () => (this.where = whereIs(location.pathname)), { signal });
    addEventListener("keydown", (press) => this.pressed(press), { signal });
    addEventListener("beforeunload", (event) => this.uploads.isBusy && event.preventDefault(), { signal });
    document.addEventListener("visibilitychange", () => document.hidden || void this.refresh(), { signal });
    this.addEventListener("ruelle-deed", ({ detail }) => this.consider(detail));
    this.addEventListener("ruelle-where", ({ detail }) => this.go(detail));
    this.addEventListener("ruelle-say", ({ detail }) => (this.toast = detail));
    this.addEventListener("ruelle-stale", () => void this.refresh());
    this.addEventListener("click", (press) => this.followed(press));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.leaving.abort();
    clearTimeout(this.timer);
  }

  override firstUpdated(changed: PropertyValues): void {
    super.firstUpdated(changed);
    void this.greet();
  }

  /** Names of campaigns that exist, the newest first. */
  protected get campaigns(): string[] {
    const { jobs = [], retention = [] } = this.snapshot ?? {};
    return [...new Set([...jobs, ...retention].map(({ campaign }) => campaign))].filter((name) => name !== "");
  }

  protected abstract openDialog(name: "sure" | "keys", use: (dialog: HTMLElement) => void): void;

  protected go(where: Where): void {
    history.pushState(null, "", addressOf(where.view, where.itemId));
    this.where = where;
    scrollTo(0, 0);
    void this.refresh();
  }

  /** Chooses a language for good. */
  protected async speak(language: Language): Promise<void> {
    rememberLanguage(language);
    await this.adopt(language);
    await this.refresh();
  }

  protected async refresh(): Promise<void> {
    clearTimeout(this.timer);
    try {
      const snapshot = parseSnapshot(await this.asking.json("GET", "/api/operate", { signal: this.leaving.signal }));
      this.snapshot = snapshot;
      this.isCutOff = false;
      this.tell(snapshot);
    } catch (error) {
      this.failed(error);
    }
    const lively = this.snapshot?.jobs.some((job) => isOpen(job) && job.state !== "waiting" && job.state !== "failed");
    if (!this.isStranger && !this.leaving.signal.aborted && !document.hidden) {
      this.timer = window.setTimeout(() => void this.refresh(), lively ? LIVELY_MS : CALM_MS);
    }
  }

  private failed(error: unknown): void {
    if (!(error instanceof Refusal)) {
      if (this.leaving.signal.aborted) return;
      throw error;
    }
    this.isStranger = error.isStranger || error.status === 403;
    this.isCutOff = !this.isStranger;
  }

  private async greet(): Promise<void> {
    const { signal } = this.leaving;
    this.town = await configuration(signal).catch(() => this.town);
    if (this.town.accent) applyTheme(document.documentElement, this.town.accent);
    await this.adopt(preferredLanguage(rememberedLanguage(), navigator.languages, this.town.language));
    const [about] = await Promise.all([this.asking.json("GET", "/api/users/me").catch(() => null), this.refresh()]);
    const name = text(fields(about).name);
    this.person = name ? { name, isAdmin: fields(about).role === "admin" } : null;
  }

  private async adopt(language: Language): Promise<void> {
    this.words = await wordsIn(language);
    document.documentElement.lang = language;
  }

  /** Says in the live region that a job came to another tenth. */
  private tell(snapshot: Snapshot): void {
    const { words } = this;
    const said = this.progress.milestones(snapshot.jobs).map(({ job, finished }) =>
      finished ? words.finished(job.campaign) : progressTold(job, words),
    );
    if (said.length > 0) this.told = said.join(". ");
  }

  private consider({ sure, ...deed }: OperateEvents["ruelle-deed"]): void {
    if (!sure) void this.act(deed);
    else this.openDialog("sure", (dialog) => void (dialog as HTMLElementTagNameMap["ruelle-sure"]).ask(sure, () => void this.act(deed)));
  }

  private async act({ jobId, isUpload, verb, json, done }: Deed): Promise<void> {
    const path = `/api/operate/${isUpload ? "uploads" : "drives"}/${encodeURIComponent(jobId)}`;
    try {
      if (isUpload && verb === "cancel") await this.asking.json("DELETE", path);
      else await this.asking.json("POST", `${path}/${verb}`, { json: json ?? {} });
      if (done) this.toast = { problem: done };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.toast = { problem: error.problem || this.words.cutOff, remedy: error.remedy, bad: true };
    }
    await this.refresh();
  }

  /** Links inside the page change the view without a new page. */
  private followed(press: MouseEvent): void {
    const link = press.composedPath().find((node) => node instanceof HTMLAnchorElement);
    const own = link && link.target === "" && link.origin === location.origin && /^\/operate(\/|$)/.test(link.pathname);
    if (!own || press.ctrlKey || press.metaKey || press.shiftKey || press.button !== 0) return;
    press.preventDefault();
    this.go(whereIs(link.pathname));
  }

  private pressed(press: KeyboardEvent): void {
    if (isTaken(press) || isUnderDialog(press) || this.where.itemId !== null) return;
    if (press.key === "?") return this.openDialog("keys", (dialog) => void (dialog as HTMLElementTagNameMap["ruelle-keys"]).open());
    const keys: Readonly<Record<string, () => void>> = {
      r: () => this.needs?.remedy(),
      u: () => this.drop?.choose(),
      j: () => this.jobs?.step(1),
      k: () => this.jobs?.step(-1),
    };
    const act = lettersAct() ? keys[press.key.toLowerCase()] : undefined;
    if (!act) return;
    press.preventDefault();
    act();
  }
}
