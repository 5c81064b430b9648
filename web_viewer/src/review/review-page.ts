import { LitElement, type PropertyValues } from "lit";
import { property, query, state } from "lit/decorators.js";
import type { Language } from "../i18n/language.ts";
import type { Asking } from "../operate/asking.ts";
import { report } from "../operate/events.ts";
import { isTaken, isUnderDialog } from "../operate/keys.ts";
import type { RuelleKeys } from "../operate/ruelle-keys.ts";
import { lettersAct } from "../street/letters.ts";
import { fr, type ReviewWords } from "./fr.ts";
import { isUndecided, type Zone } from "./review.ts";
import type { Drawn } from "./ruelle-adding.ts";
import type { RuelleLook } from "./ruelle-look.ts";
import type { RuelleStage } from "./ruelle-stage.ts";
import type { RuelleZones, ZoneDeed } from "./ruelle-zones.ts";
import { Session } from "./session.ts";

/** The state of the review, and what each key and button does to it. */
export abstract class ReviewPage extends LitElement {
  @property({ attribute: false }) asking!: Asking;
  @property() itemId = "";
  @property() language: Language = "fr";
  @property() person = "";
  @state() protected words: ReviewWords = fr;
  @state() protected selected = "";
  @state() protected told = "";
  @state() protected isAdding = false;
  @state() protected pictureFailed = false;
  @query("ruelle-stage") protected readonly stage!: RuelleStage | null;
  @query("ruelle-zones") private readonly list!: RuelleZones | null;
  @query("ruelle-look") private readonly lookGlass!: RuelleLook | null;
  @query("ruelle-keys") private readonly help!: RuelleKeys;

  private own: Session | null = null;
  private leaving = new AbortController();

  override connectedCallback(): void {
    super.connectedCallback();
    this.leaving = new AbortController();
    const { signal } = this.leaving;
    addEventListener("keydown", (press) => this.pressed(press), { signal });
    addEventListener("keyup", (press) => press.key.toLowerCase() === "o" && this.endLook(), { signal });
    addEventListener("blur", () => this.endLook(), { signal });
    document.addEventListener("visibilitychange", () => this.endLook(), { signal });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.leaving.abort();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("language")) void this.speak();
    if (changed.has("itemId")) void this.begin();
  }

  protected get session(): Session {
    this.own ??= new Session(this.asking, () => this.requestUpdate());
    return this.own;
  }

  /** How many zones have to be decided before the picture can be published. */
  protected get remaining(): number {
    return this.session.undecided;
  }

  /** Whether this person looked at the picture first, where two have to. */
  protected get isOwnWork(): boolean {
    const { review } = this.session;
    return review !== null && review.fourEyes && review.firstBy !== null && review.firstBy === this.person;
  }

  protected async begin(): Promise<void> {
    this.pictureFailed = false;
    this.isAdding = false;
    this.selected = "";
    await this.session.start(this.itemId, this.leaving.signal);
    await this.updateComplete;
    const first = this.session.zones.find(isUndecided) ?? this.session.zones[0];
    if (first) this.select(first.id, true);
    else this.stage?.focus();
  }

  /** Chooses a zone: the picture turns to it; with `focus`, the list follows. */
  protected select(id: string, focus: boolean): void {
    const zone = this.session.zones.find((one) => one.id === id);
    if (!zone) return;
    if (id !== this.selected) {
      this.endLook();
      this.selected = id;
      this.stage?.lookAt(zone);
    }
    if (focus) void this.updateComplete.then(() => this.list?.updateComplete).then(() => this.list?.focusZone(id));
  }

  protected deed({ detail: { deed, zone } }: CustomEvent<{ deed: ZoneDeed; zone: Zone }>): void {
    const deeds: Readonly<Record<ZoneDeed, () => void>> = {
      select: () => this.select(zone.id, false),
      keep: () => void this.decide(zone, "keep"),
      lift: () => void this.decide(zone, "lift"),
      reopen: () => void this.session.decide(zone, null),
      remove: () => void this.session.remove(zone).then(() => this.reselect()),
      look: () => this.startLook(zone),
      "look-over": () => this.endLook(),
    };
    deeds[deed]();
  }

  protected leave(): void {
    this.dispatchEvent(new CustomEvent("ruelle-leave"));
  }

  protected tell(told: string): void {
    this.told = told;
  }

  protected async finish(): Promise<void> {
    const { session, words } = this;
    if (!session.review?.sight || session.review.isClosed || session.isFinishing) return;
    if (this.remaining > 0) {
      this.tell(words.remaining(this.remaining));
      const next = session.zones.find(isUndecided);
      if (next) this.select(next.id, true);
      return;
    }
    if (this.isOwnWork) return this.tell(words.fourEyesSame);
    const next = await session.finish();
    if (next === undefined) return;
    report(this, "ruelle-stale", null);
    this.tell(words.finished);
    report(this, "ruelle-where", { view: "review", itemId: next });
  }

  protected startAdding(): void {
    if (this.session.review?.sight && !this.session.review.isClosed) this.isAdding = true;
  }

  protected stopAdding(): void {
    this.isAdding = false;
    if (this.selected) this.list?.focusZone(this.selected);
    else this.stage?.focus();
  }

  protected async drawn({ detail: { kind, corners } }: CustomEvent<Drawn>): Promise<void> {
    this.isAdding = false;
    const zone = await this.session.add(kind, corners);
    if (!zone) return;
    this.tell(this.words.added(kind));
    await this.updateComplete;
    this.select(zone.id, true);
  }

  protected openHelp(): void {
    void this.help.open();
  }

  private async speak(): Promise<void> {
    this.words = this.language === "fr" ? fr : (await import("./en.ts")).en;
  }

  /** Decides, says so, and goes on to the next zone that waits. */
  private async decide(zone: Zone, decision: "keep" | "lift"): Promise<void> {
    const { session, words } = this;
    if (session.review?.isClosed) return;
    if (decision === "lift" && !session.review?.mayLift) return this.tell(words.noLift);
    const written = session.decide(zone, decision);
    const index = session.zones.findIndex(({ id }) => id === zone.id);
    const after = [...session.zones.slice(index + 1), ...session.zones.slice(0, index)];
    const next = after.find(isUndecided);
    this.tell(`${words.decided(index + 1, { ...zone, decision })} ${next ? "" : words.allDecided}`);
    if (next) this.select(next.id, true);
    else this.select(zone.id, true);
    await written;
  }

  private startLook(zone: Zone): void {
    if (zone.hasLook) void this.lookGlass?.start((signal) => this.session.look(zone, signal));
    else this.tell(this.words.lookNone);
  }

  private endLook(): void {
    this.lookGlass?.end();
  }

  private async undo(): Promise<void> {
    const done = this.session.undo();
    this.reselect();
    this.tell((await done) ? this.words.undone : this.words.nothingToUndo);
    this.reselect();
  }

  /** Chooses another zone where the chosen one is gone. */
  private reselect(): void {
    const { zones } = this.session;
    if (zones.some(({ id }) => id === this.selected)) return;
    const next = zones.find(isUndecided) ?? zones[0];
    if (next) this.select(next.id, true);
  }

  private pressed(press: KeyboardEvent): void {
    if (isUnderDialog(press) || press.defaultPrevented) return;
    if ((press.ctrlKey || press.metaKey) && !press.shiftKey && press.key.toLowerCase() === "z") {
      press.preventDefault();
      return void this.undo();
    }
    if (isTaken(press)) return;
    if (press.key === "?") return this.openHelp();
    if (press.key === "Escape") return this.isAdding ? this.stopAdding() : this.leave();
    if (press.key === "Enter" && !this.isAdding && isOnPicture(press)) {
      press.preventDefault();
      return void this.finish();
    }
    this.letter(press);
  }

  private letter(press: KeyboardEvent): void {
    if (!lettersAct() || press.repeat || this.isAdding) return;
    const zone = this.session.zones.find(({ id }) => id === this.selected);
    const letters: Readonly<Record<string, () => void>> = {
      f: () => zone && void this.decide(zone, "keep"),
      n: () => zone && void this.decide(zone, "lift"),
      o: () => zone && this.startLook(zone),
      z: () => this.startAdding(),
    };
    const act = letters[press.key.toLowerCase()];
    if (!act) return;
    press.preventDefault();
    act();
  }
}

/** Whether Enter has nothing of its own to do: on the picture, on a zone of the list, or on nothing. */
function isOnPicture(press: KeyboardEvent): boolean {
  const target = press.composedPath()[0];
  if (!(target instanceof HTMLElement)) return true;
  return target.classList.contains("row") || target.classList.contains("frame") || !/^(A|BUTTON|SUMMARY|INPUT)$/.test(target.tagName);
}
