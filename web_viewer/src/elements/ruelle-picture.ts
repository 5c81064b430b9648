import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { isSphere, type Panorama } from "../api/panorama.ts";
import { wind } from "../geo/compass.ts";
import { turn } from "../geo/place.ts";
import type { Messages } from "../i18n/messages.ts";
import { bounded, type Gaze, USUAL_FOV_DEG } from "../pano/gaze.ts";
import type { Size } from "../pano/ground.ts";
import type { Frame, Stage, StageListener } from "../pano/stage.ts";
import { canDrawSpheres, sparesData } from "../pano/support.ts";
import { pictureCommand } from "../street/keys.ts";
import type { Way } from "../street/ways.ts";
import { tell } from "./events.ts";
import { pictureStyles } from "./picture-styles.ts";
import { shared } from "./styles.ts";

/** A picture as it lies on the stage: seen along a gaze, or laid flat in a frame. */
export interface View {
  readonly panorama: Panorama | null;
  readonly gaze: Gaze;
  readonly size: Size;
  readonly frame: Frame | null;
}

/** The picture on its stage: a sphere to look around in, or a flat picture, with the ways on drawn on the ground. */
@customElement("ruelle-picture")
export class RuellePicture extends LitElement implements StageListener {
  static override styles = [shared, pictureStyles];

  @property({ attribute: false }) messages!: Messages;
  @property({ attribute: false }) ways: readonly Way[] = [];
  @property({ type: Number }) panelPx = 0;
  @state() private gaze: Gaze = { headingDeg: 0, pitchDeg: 0, fovDeg: USUAL_FOV_DEG };
  @state() private panorama: Panorama | null = null;
  @state() private sharp = false;
  @state() private staged = false;
  @query(".stage") private readonly container!: HTMLElement;
  @query('[role="application"]') private readonly frame!: HTMLElement;

  private stage: Stage | null = null;
  private stageKind: "sphere" | "flat" | null = null;
  private size: Size = { widthPx: 1, heightPx: 1 };
  private readonly watcher = new ResizeObserver(([entry]) => {
    if (!entry) return;
    this.size = { widthPx: entry.contentRect.width, heightPx: entry.contentRect.height };
    this.requestUpdate();
  });

  /** Shows a picture; settles once it is sharp. Throws ApiError, or the abort of `signal`. */
  async show(panorama: Panorama, gaze: Gaze, signal: AbortSignal): Promise<void> {
    if (!this.staged) this.gaze = gaze;
    this.panorama = panorama;
    await this.updateComplete;
    const stage = await this.stageFor(panorama);
    signal.throwIfAborted();
    await stage.show(panorama, gaze, signal);
  }

  look(gaze: Gaze, smoothly: boolean): void {
    this.stage?.look(bounded(gaze), smoothly);
  }

  /** How the picture lies on the stage at this moment, for those who draw over it. */
  get view(): View {
    return { panorama: this.panorama, gaze: this.gaze, size: this.free, frame: this.stage?.frame() ?? null };
  }

  override focus(): void {
    this.frame.focus();
  }

  looked(gaze: Gaze): void {
    this.gaze = gaze;
    tell(this, "ruelle-looked", gaze);
  }

  sharpened(sharp: boolean): void {
    this.sharp = sharp;
    this.staged = true;
    tell(this, "ruelle-sharpened", sharp);
  }

  progressed(share: number): void {
    tell(this, "ruelle-progressed", share);
  }

  override firstUpdated(): void {
    this.watcher.observe(this);
  }

  override updated(changed: PropertyValues<this>): void {
    if (changed.has("panelPx")) this.stage?.leaveRoom(this.panelPx);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.watcher.disconnect();
    this.stage?.destroy();
  }

  private async stageFor(panorama: Panorama): Promise<Stage> {
    const kind = isSphere(panorama) && canDrawSpheres() ? "sphere" : "flat";
    if (this.stage && this.stageKind === kind) return this.stage;
    this.stage?.destroy();
    this.stageKind = kind;
    this.stage =
      kind === "sphere"
        ? new (await import("../pano/sphere.ts")).Sphere(this.container, this, sparesData())
        : new (await import("../pano/flat.ts")).Flat(this.container, this);
    this.stage.leaveRoom(this.panelPx);
    return this.stage;
  }

  /** The part of the stage that nothing covers. */
  private get free(): Size {
    return { ...this.size, widthPx: this.size.widthPx - this.panelPx };
  }

  private pressed(press: KeyboardEvent): void {
    const command = pictureCommand(press);
    if (!command) return;
    press.preventDefault();
    tell(this, "ruelle-command", command);
  }

  override render(): TemplateResult {
    const { messages, panorama } = this;
    const direction = messages.winds[wind(this.gaze.headingDeg)];
    const flat = panorama !== null && (!isSphere(panorama) || this.stageKind === "flat");
    const name = flat ? messages.flatPictureName(direction) : messages.pictureName(direction);
    return html`
      <div class="frame" role="application" tabindex="0" aria-label=${name} @keydown=${this.pressed}>
        ${this.staged ? nothing : this.poster()}
        <div class="stage ${this.sharp ? "" : "blurred"}" ?hidden=${!this.staged}></div>
      </div>
      ${
        this.stageKind === "sphere" && this.staged
          ? html`<ruelle-ground .ways=${this.ways} .gaze=${this.gaze} .size=${this.free}></ruelle-ground>`
          : nothing
      }
      ${flat && isSphere(panorama) ? html`<p class="hint paper" role="status">${messages.noWebGl}</p>` : nothing}
    `;
  }

  /** The preview alone, before anything that can turn it has come. */
  private poster(): TemplateResult | typeof nothing {
    const { panorama, free: size, gaze } = this;
    if (!panorama?.previewUrl) return nothing;
    const image = `url("${panorama.previewUrl}")`;
    if (!isSphere(panorama)) return html`<div class="poster" style="background-image:${image}"></div>`;
    const heightPx = (size.heightPx / gaze.fovDeg) * 180;
    const share = 0.5 + turn(panorama.headingDeg, gaze.headingDeg) / 360;
    const leftPx = size.widthPx / 2 - share * heightPx * 2;
    const topPx = size.heightPx / 2 - heightPx * (0.5 - gaze.pitchDeg / 180);
    const place = `repeat-x ${leftPx}px ${topPx}px/${heightPx * 2}px ${heightPx}px`;
    return html`<div class="poster turned" style="background:${image} ${place}"></div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "ruelle-picture": RuellePicture;
  }
}
