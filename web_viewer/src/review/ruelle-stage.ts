import { html, LitElement, nothing, type PropertyValues, svg, type TemplateResult } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { styleMap } from "lit/directives/style-map.js";
import type { Panorama } from "../api/panorama.ts";
import { isAbort } from "../api/client.ts";
import { shared } from "../elements/styles.ts";
import { turn } from "../geo/place.ts";
import { bounded, type Gaze, USUAL_FOV_DEG } from "../pano/gaze.ts";
import type { Size } from "../pano/ground.ts";
import type { Stage, StageListener } from "../pano/stage.ts";
import { canDrawSpheres, sparesData } from "../pano/support.ts";
import { motionWelcome } from "../pano/stage.ts";
import { labelsOf } from "./labels.ts";
import { flatLens, type Frame, type Lens, middleOf, sphereLens, unrolledLens } from "./lens.ts";
import { isUndecided, type Sight, type Zone } from "./review.ts";
import type { ReviewWords } from "./fr.ts";
import { stageStyles } from "./stage-styles.ts";

const TURN_MS = 300;
const LOOK_STEP_DEG = 12;
const ZOOM_STEP = 1.3;
const ROOM_AROUND_ZONE = 9;
const CLOSEST_FOV_DEG = 30;

/** The blurred picture with its zones outlined and numbered. */
@customElement("ruelle-stage")
export class RuelleStage extends LitElement implements StageListener {
  static override styles = [shared, stageStyles];

  @property({ attribute: false }) words!: ReviewWords;
  @property({ attribute: false }) sight: Sight | null = null;
  @property({ attribute: false }) zones: readonly Zone[] = [];
  @property() selected = "";
  @state() private gaze: Gaze = { headingDeg: 0, pitchDeg: 0, fovDeg: USUAL_FOV_DEG };
  @state() private size: Size = { widthPx: 1, heightPx: 1 };
  @state() private isSharp = false;
  @query(".stage") private readonly container!: HTMLElement;
  @query(".frame") private readonly frame!: HTMLElement;

  private sphere: Stage | null = null;
  private going = new AbortController();
  private wanted: Zone | null = null;
  private turning = 0;
  private readonly canTurn = canDrawSpheres();
  private readonly watcher = new ResizeObserver(([entry]) => {
    if (entry) this.size = { widthPx: entry.contentRect.width, heightPx: entry.contentRect.height };
  });

  /** How gazes lie on this stage at present. */
  get lens(): Lens {
    if (this.isSphere) return sphereLens(this.gaze, this.size);
    return this.sight?.isFlat ? flatLens(this.laid) : unrolledLens(this.laid);
  }

  get extent(): Size {
    return this.size;
  }

  private get isSphere(): boolean {
    return this.sight !== null && !this.sight.isFlat && this.canTurn;
  }

  /** Turns towards a zone, close enough to see what it hides. */
  lookAt(zone: Zone): void {
    this.wanted = zone;
    const { headingDeg, pitchDeg, reachDeg } = middleOf(zone.corners);
    const fovDeg = Math.min(USUAL_FOV_DEG, Math.max(CLOSEST_FOV_DEG, 2 * reachDeg * ROOM_AROUND_ZONE));
    this.look({ headingDeg, pitchDeg, fovDeg }, true);
  }

  /** Turns by so many degrees. */
  turnBy(headingDeg: number, pitchDeg: number): void {
    this.look({ ...this.gaze, headingDeg: this.gaze.headingDeg + headingDeg, pitchDeg: this.gaze.pitchDeg + pitchDeg }, false);
  }

  override focus(): void {
    this.frame.focus();
  }

  looked(gaze: Gaze): void {
    this.gaze = gaze;
  }

  sharpened(sharp: boolean): void {
    this.isSharp = sharp;
  }

  progressed(): void {}

  override firstUpdated(): void {
    this.watcher.observe(this);
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("sight") && this.sight?.sdUrl !== changed.get("sight")?.sdUrl) void this.updateComplete.then(() => this.show());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.going.abort();
    this.watcher.disconnect();
    cancelAnimationFrame(this.turning);
    this.sphere?.destroy();
    this.sphere = null;
  }

  private async show(): Promise<void> {
    const { sight } = this;
    this.going.abort();
    this.going = new AbortController();
    const { signal } = this.going;
    this.isSharp = false;
    if (!sight || !this.isSphere) return;
    try {
      this.sphere ??= new (await import("../pano/sphere.ts")).Sphere(this.container, this, sparesData());
      await this.sphere.show(asPanorama(sight), this.gaze, signal);
      if (this.wanted) this.lookAt(this.wanted);
    } catch (error) {
      if (!isAbort(error)) this.dispatchEvent(new CustomEvent("ruelle-failed"));
    }
  }

  /** Turns within a third of a second, or at once where motion is not welcome. */
  private look(gaze: Gaze, smoothly: boolean): void {
    const [from, to, startMs] = [this.gaze, bounded(gaze), performance.now()];
    cancelAnimationFrame(this.turning);
    const step = (nowMs: number): void => {
      const share = smoothly && motionWelcome() ? Math.min(1, Math.max(0, nowMs - startMs) / TURN_MS) : 1;
      this.put(between(from, to, share * (2 - share)));
      if (share < 1) this.turning = requestAnimationFrame(step);
    };
    step(startMs);
  }

  private put(gaze: Gaze): void {
    if (this.isSphere) this.sphere?.look(gaze, false);
    else this.gaze = { ...gaze, headingDeg: turn(0, gaze.headingDeg) };
  }

  private pressed(press: KeyboardEvent): void {
    if (press.ctrlKey || press.metaKey || press.altKey || press.shiftKey) return;
    const zoomed = (fovDeg: number): void => this.look({ ...this.gaze, fovDeg }, true);
    const keys: Readonly<Record<string, () => void>> = {
      ArrowLeft: () => this.turnBy(-LOOK_STEP_DEG, 0),
      ArrowRight: () => this.turnBy(LOOK_STEP_DEG, 0),
      ArrowUp: () => this.turnBy(0, LOOK_STEP_DEG),
      ArrowDown: () => this.turnBy(0, -LOOK_STEP_DEG),
      "+": () => zoomed(this.gaze.fovDeg / ZOOM_STEP),
      "=": () => zoomed(this.gaze.fovDeg / ZOOM_STEP),
      "-": () => zoomed(this.gaze.fovDeg * ZOOM_STEP),
    };
    const act = keys[press.key];
    if (!act) return;
    press.preventDefault();
    act();
  }

  /** Where a picture that cannot turn lies: whole, or enlarged around the gaze. */
  private get laid(): Frame {
    const { sight, size, gaze } = this;
    const ratio = sight ? sight.widthPx / sight.heightPx : 2;
    const fit = Math.min(size.widthPx, size.heightPx * ratio);
    const widthPx = fit * Math.max(1, USUAL_FOV_DEG / gaze.fovDeg);
    const heightPx = widthPx / ratio;
    const whole = { leftPx: (size.widthPx - widthPx) / 2, topPx: (size.heightPx - heightPx) / 2, widthPx, heightPx };
    const lens = sight?.isFlat ? flatLens(whole) : unrolledLens(whole);
    const [x, y] = lens.project([gaze.headingDeg, gaze.pitchDeg]) ?? [size.widthPx / 2, size.heightPx / 2];
    const shift = (middle: number, point: number, spare: number): number => Math.max(-spare, Math.min(spare, middle - point));
    return {
      ...whole,
      leftPx: whole.leftPx + shift(size.widthPx / 2, x, Math.max(0, (widthPx - size.widthPx) / 2)),
      topPx: whole.topPx + shift(size.heightPx / 2, y, Math.max(0, (heightPx - size.heightPx) / 2)),
    };
  }

  override render(): TemplateResult {
    const { words, sight } = this;
    return html`
      <div class="frame" role="application" tabindex="0" aria-label=${words.stage} @keydown=${this.pressed}>
        <div class="stage ${this.isSharp ? "" : "blurred"}" ?hidden=${!this.isSphere}></div>
        ${sight && !this.isSphere ? this.picture(sight) : nothing}
      </div>
      ${sight ? this.outlines() : nothing}
      ${sight && !sight.isFlat && !this.canTurn ? html`<p class="hint paper" role="status">${words.noWebGl}</p>` : nothing}
    `;
  }

  private picture(sight: Sight): TemplateResult {
    const { leftPx, topPx, widthPx, heightPx } = this.laid;
    const place = { left: `${leftPx}px`, top: `${topPx}px`, width: `${widthPx}px`, height: `${heightPx}px` };
    const failed = (): boolean => this.dispatchEvent(new CustomEvent("ruelle-failed"));
    return html`<img class="laid" src=${sight.sdUrl} alt="" draggable="false" style=${styleMap(place)} @error=${failed} />`;
  }

  private outlines(): TemplateResult {
    const { lens, size, selected, words } = this;
    const labels = labelsOf(this.zones, lens, size, selected);
    const chosen = (zone: Zone) => () => this.dispatchEvent(new CustomEvent("ruelle-zone", { detail: zone.id }));
    return html`
      <svg class="zones" aria-hidden="true">
        ${labels.map(
          ({ zone, points }) => svg`<g class=${classOf(zone, selected)} @click=${chosen(zone)}>
            <polygon class="casing" points=${points}></polygon><polygon class="line" points=${points}></polygon>
          </g>`,
        )}
      </svg>
      <div class="labels" aria-hidden="true">
        ${labels.map(
          ({ zone, number, isBadge, leftPx, topPx }) => html`<span
            class="label ${isBadge ? "badge" : ""} ${classOf(zone, selected)}"
            style="transform:translate(${leftPx.toFixed(1)}px, ${topPx.toFixed(1)}px)"
            @click=${chosen(zone)}
            ><b>${number}</b>${isBadge ? nothing : words.kindMark(zone)}</span
          >`,
        )}
      </div>
    `;
  }
}

function between(from: Gaze, to: Gaze, share: number): Gaze {
  const mixed = (one: number, other: number): number => one + (other - one) * share;
  return bounded({
    headingDeg: from.headingDeg + turn(from.headingDeg, to.headingDeg) * share,
    pitchDeg: mixed(from.pitchDeg, to.pitchDeg),
    fovDeg: mixed(from.fovDeg, to.fovDeg),
  });
}

function classOf(zone: Zone, selected: string): string {
  const standing = isUndecided(zone) ? "doubtful" : zone.decision === "lift" ? "lifted" : "kept";
  return zone.id === selected ? `${standing} selected` : standing;
}

/** The picture in its own frame: the middle is heading 0, nothing is levelled, so that zones lie where they are. */
function asPanorama(sight: Sight): Panorama {
  return {
    id: sight.pack,
    sequenceId: "",
    place: { longitudeDeg: 0, latitudeDeg: 0 },
    takenAt: null,
    headingDeg: 0,
    pitchDeg: 0,
    rollDeg: 0,
    fieldOfViewDeg: 360,
    levels: sight.levels,
    tileTemplate: sight.tileTemplate,
    sdUrl: sight.sdUrl,
    thumbUrl: null,
    previewUrl: sight.previewUrl,
    street: null,
    houseNumber: null,
    accuracyM: null,
    licence: null,
    previous: null,
    next: null,
    related: [],
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "ruelle-stage": RuelleStage;
  }
}
