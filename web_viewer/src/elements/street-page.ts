import { LitElement, type PropertyValues } from "lit";
import { property, query, state } from "lit/decorators.js";
import type { Address } from "../api/addresses.ts";
import { type Configuration, configuration, parseConfiguration } from "../api/configuration.ts";
import type { Panorama } from "../api/panorama.ts";
import type { Place } from "../geo/place.ts";
import { fr } from "../i18n/fr.ts";
import { messages, preferredLanguage, rememberedLanguage, rememberLanguage } from "../i18n/language.ts";
import type { Messages } from "../i18n/messages.ts";
import type { Gaze } from "../pano/gaze.ts";
import type { Report } from "../report/report.ts";
import { Journey, type JourneyHost } from "../street/journey.ts";
import { type Command, pageCommand } from "../street/keys.ts";
import { lettersAct, rememberLetters } from "../street/letters.ts";
import type { RuellePanel, Tab } from "./ruelle-panel.ts";
import type { RuellePicture } from "./ruelle-picture.ts";
import type { RuelleSearch } from "./ruelle-search.ts";

const LOOK_STEP_DEG = 12;
const ZOOM_STEP = 1.3;
const NEAR_ENOUGH_M = 45;
const BUTTON_STEP_DEG = 2;
const PANEL_PX = 408;
const NARROW = "(max-width: 1100px) and (min-width: 761px)";
const NO_ROOM_FOR_BOTH = "(max-width: 1240px) and (min-width: 761px)";

/** A place that was asked for and has no picture close by, and the picture nearest to it. */
export interface Missing {
  readonly towards: Place;
  readonly nearest: { readonly found: Panorama; readonly distanceM: number } | null;
}

/** The state of the street page, and what each command does to it; how it looks is told by the element that extends it. */
export abstract class StreetPage extends LitElement implements JourneyHost {
  @property({ type: Boolean, reflect: true }) folded = matchMedia(NARROW).matches;
  @property({ reflect: true }) sheet: "peek" | "half" | "full" = "half";
  @state() protected messages: Messages = fr;
  @state() protected configuration: Configuration = parseConfiguration({});
  @state() protected tab: Tab = "plan";
  @state() protected missing: Missing | null = null;
  @state() protected fullScreen = false;
  @state() protected letters = lettersAct();
  /** The request for a blur that is being written; it stays when its paper is put away. */
  @state() protected report: Report | null = null;
  @state() protected secondCorner = false;
  /** Whether that paper lies on the page. */
  @property({ type: Boolean, reflect: true }) reporting = false;
  @query("ruelle-picture") private readonly picture!: RuellePicture;
  @query("ruelle-panel") private readonly panel!: RuellePanel | null;
  @query("ruelle-search") private readonly searchBox!: RuelleSearch;

  protected readonly journey = new Journey(this);
  private readonly phone = matchMedia("(max-width: 760px)");
  private unfoldsAfter = false;
  private leaving = new AbortController();
  private searching = new AbortController();

  override connectedCallback(): void {
    super.connectedCallback();
    this.leaving = new AbortController();
    const { signal } = this.leaving;
    addEventListener("popstate", () => this.journey.returned(), { signal });
    addEventListener("keydown", (press) => this.pressed(press), { signal });
    this.phone.addEventListener("change", () => this.requestUpdate(), { signal });
    document.addEventListener("fullscreenchange", () => this.screened(), { signal });
    this.addEventListener("ruelle-command", ({ detail }) => this.obey(detail));
    this.addEventListener("ruelle-go", ({ detail }) => this.go(detail.pictureId));
    this.addEventListener("ruelle-go-near", ({ detail }) => void this.goNear(detail.place, Number.POSITIVE_INFINITY));
    this.addEventListener("ruelle-retry", () => void this.journey.retry());
    this.addEventListener("ruelle-stay", () => (this.missing = null));
    this.addEventListener("ruelle-report-closed", () => void this.closeReport());
    this.addEventListener("ruelle-second-corner", ({ detail }) => (this.secondCorner = detail));
    this.addEventListener("ruelle-frame", ({ detail }) => this.renderRoot.querySelector("ruelle-region")?.move(detail, BUTTON_STEP_DEG));
    this.addEventListener("ruelle-address", ({ detail }) => void this.goTo(detail));
    this.addEventListener("ruelle-looked", ({ detail }) => this.journey.looked(detail));
    this.addEventListener("ruelle-progressed", ({ detail }) => this.journey.progressed(detail));
    this.addEventListener("ruelle-language", () => void this.speak(this.messages.tag === "fr" ? "en" : "fr"));
    this.addEventListener("ruelle-letters", ({ detail }) => this.setLetters(detail));
    this.addEventListener("ruelle-tab", ({ detail }) => (this.tab = detail));
    this.addEventListener("ruelle-fold", ({ detail }) => (this.folded = detail));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.leaving.abort();
  }

  override firstUpdated(changed: PropertyValues): void {
    super.firstUpdated(changed);
    void this.greet();
    void this.journey.start();
    void import("./after-first-paint.ts");
  }

  show(panorama: Panorama, gaze: Gaze, signal: AbortSignal): Promise<void> {
    this.missing = null;
    this.report?.moveTo(panorama);
    return this.picture.show(panorama, gaze, signal);
  }

  changed(): void {
    this.requestUpdate();
  }

  /** How much of the picture the panel covers. */
  protected get panelPx(): number {
    return this.folded || this.phone.matches ? 0 : PANEL_PX;
  }

  /** How much of its left the paper of a request covers. */
  protected get paperPx(): number {
    return this.phone.matches ? 0 : this.renderRoot.querySelector("ruelle-report")?.offsetWidth ?? 0;
  }

  protected go(pictureId: string): void {
    this.missing = null;
    if (pictureId !== this.journey.panorama?.id) void this.journey.go(pictureId, { history: "push" });
  }

  /** Chooses a language for good. */
  protected async speak(language: Messages["tag"]): Promise<void> {
    rememberLanguage(language);
    await this.adopt(language);
  }

  protected obey(command: Command): void {
    const { gaze } = this.journey;
    const turned = (headingDeg: number, pitchDeg: number): void =>
      this.picture.look({ ...gaze, headingDeg: gaze.headingDeg + headingDeg, pitchDeg: gaze.pitchDeg + pitchDeg }, false);
    const zoomed = (fovDeg: number): void => this.picture.look({ ...gaze, fovDeg }, true);
    const commands: Readonly<Record<Command, () => void>> = {
      "look-left": () => turned(-LOOK_STEP_DEG, 0),
      "look-right": () => turned(LOOK_STEP_DEG, 0),
      "look-up": () => turned(0, LOOK_STEP_DEG),
      "look-down": () => turned(0, -LOOK_STEP_DEG),
      forward: () => void this.journey.step("ahead"),
      back: () => void this.journey.step("behind"),
      "zoom-in": () => zoomed(gaze.fovDeg / ZOOM_STEP),
      "zoom-out": () => zoomed(gaze.fovDeg * ZOOM_STEP),
      north: () => this.picture.look({ ...gaze, headingDeg: 0 }, true),
      dates: () => void this.reach(() => this.panel?.focusDates()),
      plan: () => this.openPlan(),
      report: () => void this.openReport(),
      search: () => this.searchBox.focus(),
      "full-screen": () => void this.toggleFullScreen(),
      help: () => void this.openDialog("help"),
      rights: () => void this.openDialog("rights"),
    };
    commands[command]();
  }

  private async greet(): Promise<void> {
    const { signal } = this.leaving;
    const town = await configuration(signal).catch(() => this.configuration);
    this.configuration = town;
    if (town.accent) void this.wear(town.accent);
    await this.adopt(preferredLanguage(rememberedLanguage(), navigator.languages, town.language));
  }

  /** Puts on the town's colour, unless it is that of the house. */
  private async wear(accent: string): Promise<void> {
    const root = document.documentElement;
    if (getComputedStyle(root).getPropertyValue("--accent").trim() === accent.toLowerCase()) return;
    (await import("../street/theme.ts")).applyTheme(root, accent);
  }

  private async adopt(language: Messages["tag"]): Promise<void> {
    this.messages = await messages(language);
    document.documentElement.lang = language;
  }

  private async goTo({ place }: Address): Promise<void> {
    await this.goNear(place, NEAR_ENOUGH_M);
    await this.updateComplete;
    const outcome = this.missing && this.renderRoot.querySelector("ruelle-outcome");
    await outcome?.updateComplete;
    (outcome?.remedy ?? this.picture).focus();
  }

  private async goNear(place: Place, farthestM: number): Promise<void> {
    this.searching.abort();
    this.searching = new AbortController();
    const { signal } = this.searching;
    const { pictureNear } = await import("./after-first-paint.ts");
    const nearest = await pictureNear(place, signal).catch(() => undefined);
    if (nearest === undefined || signal.aborted) return;
    if (!nearest || nearest.distanceM > farthestM) this.missing = { nearest, towards: place };
    else await this.journey.go(nearest.found.id, { history: "push", towards: place });
  }

  private openPlan(): void {
    this.tab = "plan";
    void this.reach(() => this.panel?.focusTab());
  }

  /** Opens the panel if need be, then does something in it. */
  private async reach(work: () => void): Promise<void> {
    this.folded = false;
    await Promise.all([import("./after-first-paint.ts"), this.updateComplete]);
    await this.panel?.updateComplete;
    work();
  }

  /** Lays the paper for a request on the page; where its code does not come, the form that needs none does. */
  private async openReport(): Promise<void> {
    const { panorama } = this.journey;
    if (!panorama) return;
    try {
      const { Report } = await import("../report/open.ts");
      this.report ??= new Report(panorama, () => this.journey.renew());
      this.report.moveTo(panorama);
    } catch {
      return location.assign(`/requests/new?item=${encodeURIComponent(panorama.id)}`);
    }
    this.reporting = true;
    this.sheet = "half";
    this.unfoldsAfter = !this.folded && matchMedia(NO_ROOM_FOR_BOTH).matches;
    this.folded ||= this.unfoldsAfter;
    await this.updateComplete;
    const paper = this.renderRoot.querySelector("ruelle-report");
    await paper?.updateComplete;
    paper?.focus();
  }

  private async closeReport(): Promise<void> {
    this.reporting = false;
    if (this.unfoldsAfter) this.folded = false;
    await this.updateComplete;
    this.picture.focus();
  }

  private setLetters(act: boolean): void {
    this.letters = act;
    rememberLetters(act);
  }

  private pressed(press: KeyboardEvent): void {
    const command = pageCommand(press);
    if (!command || (!this.letters && command !== "search" && command !== "help")) return;
    press.preventDefault();
    this.obey(command);
  }

  private screened(): void {
    this.fullScreen = document.fullscreenElement !== null;
  }

  private async toggleFullScreen(): Promise<void> {
    if (document.fullscreenElement) await document.exitFullscreen();
    else await document.documentElement.requestFullscreen().catch(() => undefined);
  }

  private async openDialog(name: "help" | "rights"): Promise<void> {
    if (name === "help") await import("./ruelle-help.ts");
    else await import("./ruelle-rights.ts");
    await this.renderRoot.querySelector<HTMLElementTagNameMap["ruelle-help"]>(`ruelle-${name}`)?.open();
  }
}
