import { css, html, LitElement, nothing, svg, type TemplateResult } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { isSphere } from "../api/panorama.ts";
import type { CornerDeg } from "../api/requests.ts";
import { tell } from "../elements/events.ts";
import type { RuellePicture } from "../elements/ruelle-picture.ts";
import { shared } from "../elements/styles.ts";
import { REPORT } from "../i18n/report.ts";
import type { Language } from "../i18n/language.ts";
import type { Gaze } from "../pano/gaze.ts";
import { flatLens, type Lens, middleOf, outlineOf, type Point, sphereLens, unrolledLens } from "../review/lens.ts";
import { worldFromPicture } from "./pose.ts";
import { around, inPicture, isTooLarge, isTooSmall, scaled, shifted } from "./region.ts";
import type { Report } from "./report.ts";
import { Watching } from "./watching.ts";

const CLICK_PX = 6;
const FIRST_HALF_PX = 44;
const STEP_DEG = 1;
const STRIDE_DEG = 5;
const GROWTH = 1.15;
const EDGE_PX = 48;

/** What the buttons of the panel ask of the frame. */
export type FrameMove = "put" | "clear" | "left" | "right" | "up" | "down" | "larger" | "smaller";

const KEYS: Readonly<Record<string, FrameMove>> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
  "+": "larger",
  "=": "larger",
  "-": "smaller",
  Enter: "put",
  " ": "put",
  Delete: "clear",
  Backspace: "clear",
};

/** Where on the picture the blur is asked for: drawn, set by two touches, or moved by keys and buttons. */
@customElement("ruelle-region")
export class RuelleRegion extends LitElement {
  static override styles = [
    shared,
    css`
      :host,
      .pad,
      svg,
      .veil {
        position: absolute;
        inset: 0;
      }
      :host {
        pointer-events: none;
      }
      .pad.drawing {
        pointer-events: auto;
        cursor: crosshair;
        touch-action: none;
      }
      .pad:focus-visible {
        box-shadow: none !important;
      }
      .pad:focus-visible::after {
        content: "";
        position: absolute;
        inset: 3px;
        border: 3px solid var(--focus);
        border-radius: 4px;
        box-shadow: 0 0 0 2px #fff, inset 0 0 0 2px #fff;
        pointer-events: none;
      }
      svg {
        width: 100%;
        height: 100%;
      }
      .casing,
      .line {
        fill: none;
        stroke: #fff;
        stroke-width: 7;
        stroke-linejoin: round;
      }
      .line {
        stroke: var(--accent);
        stroke-width: 3;
        fill: rgb(255 255 255 / 0.18);
      }
      .too-large .line {
        stroke: var(--bad);
        stroke-dasharray: 8 5;
      }
      circle {
        fill: var(--accent);
        stroke: #fff;
        stroke-width: 3;
      }
      .veil {
        backdrop-filter: blur(16px);
        background: rgb(255 255 255 / 0.12);
      }
    `,
  ];

  @property({ attribute: false }) report!: Report;
  @property({ attribute: false }) picture!: RuellePicture;
  @property({ attribute: false }) gaze!: Gaze;
  @property() language: Language = "fr";
  /** How much of the left of the stage the paper covers. */
  @property({ attribute: false }) paperPx: () => number = () => 0;
  @state() private from: Point | null = null;
  @state() private to: Point | null = null;
  @query(".pad") private readonly pad!: HTMLElement;

  private awaitsSecond = false;

  constructor() {
    super();
    new Watching(this);
  }

  /** Does what a key or a button asks for; the picture turns if the frame would leave it. */
  move(asked: FrameMove, stepDeg = STEP_DEG): void {
    const { corners } = this.report;
    if (asked === "clear") return this.report.change({ corners: null });
    if (!corners) return this.set(around(this.lens, this.middle, FIRST_HALF_PX));
    if (asked === "put") return;
    const moved: Readonly<Record<Exclude<FrameMove, "put" | "clear">, () => CornerDeg[]>> = {
      left: () => shifted(corners, -stepDeg, 0),
      right: () => shifted(corners, stepDeg, 0),
      up: () => shifted(corners, 0, stepDeg),
      down: () => shifted(corners, 0, -stepDeg),
      larger: () => scaled(corners, GROWTH),
      smaller: () => scaled(corners, 1 / GROWTH),
    };
    this.set(moved[asked]());
    this.follow();
  }

  private get middle(): Point {
    const { widthPx, heightPx } = this.picture.view.size;
    return [(this.paperPx() + widthPx) / 2, heightPx / 2];
  }

  private get lens(): Lens {
    const { panorama, gaze, size, frame } = this.picture.view;
    if (!frame) return inPicture(sphereLens(gaze, size), panorama ?? { headingDeg: 0, pitchDeg: 0, rollDeg: 0 });
    return panorama && isSphere(panorama) ? unrolledLens(frame) : flatLens(frame);
  }

  private set(corners: CornerDeg[]): void {
    if (!isTooLarge(corners) && !isTooSmall(corners)) this.report.change({ corners });
  }

  /** Looks where the frame is, once it comes near the edge of what one sees. */
  private follow(): void {
    const { panorama, gaze, size, frame } = this.picture.view;
    const { corners } = this.report;
    if (!panorama || !corners || frame) return;
    const { headingDeg, pitchDeg } = middleOf(corners);
    const point = this.lens.project([headingDeg, pitchDeg]);
    const seen = point && point[0] > this.paperPx() + EDGE_PX && point[1] > EDGE_PX && point[0] < size.widthPx - EDGE_PX && point[1] < size.heightPx - EDGE_PX;
    if (seen) return;
    const [heading, pitch] = worldFromPicture([headingDeg, pitchDeg], panorama);
    this.picture.look({ ...gaze, headingDeg: heading, pitchDeg: pitch }, true);
  }

  private pressed(press: KeyboardEvent): void {
    if (press.key === "Escape") return this.escaped();
    const asked = press.ctrlKey || press.metaKey || press.altKey ? undefined : KEYS[press.key];
    if (!asked) return;
    press.preventDefault();
    press.stopPropagation();
    this.move(asked, press.shiftKey ? STRIDE_DEG : STEP_DEG);
  }

  /** Takes the first corner back; where there is none, puts the paper away. */
  private escaped(): void {
    if (!this.awaitsSecond) return tell(this, "ruelle-report-closed", null);
    this.forget();
    tell(this, "ruelle-second-corner", false);
  }

  private at({ clientX, clientY }: PointerEvent): Point {
    const { left, top } = this.pad.getBoundingClientRect();
    return [clientX - left, clientY - top];
  }

  private down(press: PointerEvent): void {
    if (press.button !== 0) return;
    this.pad.setPointerCapture(press.pointerId);
    if (!this.awaitsSecond) this.from = this.at(press);
    this.to = this.at(press);
  }

  private moved(press: PointerEvent): void {
    if (this.from && (this.awaitsSecond || this.pad.hasPointerCapture(press.pointerId))) this.to = this.at(press);
  }

  private up(press: PointerEvent): void {
    const { from } = this;
    const to = this.at(press);
    if (!from) return;
    const apart = Math.hypot(to[0] - from[0], to[1] - from[1]);
    this.awaitsSecond = apart < CLICK_PX && !this.awaitsSecond;
    tell(this, "ruelle-second-corner", this.awaitsSecond);
    if (this.awaitsSecond) return;
    if (apart >= CLICK_PX) this.drawn(outlineOf(this.lens, from, to));
    this.forget();
  }

  private drawn(corners: CornerDeg[]): void {
    if (isTooSmall(corners)) return;
    this.report.change({ corners: isTooLarge(corners) ? null : corners });
    if (isTooLarge(corners)) this.report.refuse("large");
  }

  private forget(): void {
    this.from = null;
    this.to = null;
    this.awaitsSecond = false;
  }

  private wheeled(turn: WheelEvent): void {
    turn.preventDefault();
    tell(this, "ruelle-command", turn.deltaY < 0 ? "zoom-in" : "zoom-out");
  }

  override render(): TemplateResult {
    const { report, lens } = this;
    const sent = report.latest;
    const corners = this.from && this.to ? outlineOf(lens, this.from, this.to) : report.corners;
    const outline = corners ? outlinePoints(corners, lens) : null;
    const drawing = report.drawing && !sent;
    return html`
      ${outline && sent && sent.blur !== "here" ? html`<div class="veil" style="clip-path:polygon(${outline.map(([x, y]) => `${x}px ${y}px`).join(",")})"></div>` : nothing}
      <svg aria-hidden="true" class=${corners && isTooLarge(corners) ? "too-large" : ""}>
        ${outline && !sent ? shape(outline) : nothing}
        ${this.awaitsSecond && this.from ? svg`<circle cx=${this.from[0]} cy=${this.from[1]} r="7"></circle>` : nothing}
      </svg>
      ${
        sent
          ? nothing
          : html`<div
              class="pad ${drawing ? "drawing" : ""}"
              role="application"
              tabindex="0"
              aria-label=${REPORT[this.language].frameName}
              @keydown=${this.pressed}
              @pointerdown=${this.down}
              @pointermove=${this.moved}
              @pointerup=${this.up}
              @pointercancel=${this.forget}
              @wheel=${this.wheeled}
            ></div>`
      }
    `;
  }
}

function shape(outline: readonly Point[]): TemplateResult {
  const points = outline.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ");
  return svg`<polygon class="casing" points=${points}></polygon><polygon class="line" points=${points}></polygon>` as unknown as TemplateResult;
}

/** The outline on screen; null if part of it is behind. */
function outlinePoints(corners: readonly CornerDeg[], lens: Lens): Point[] | null {
  const points = corners.flatMap((corner) => {
    const point = lens.project(corner);
    return point ? [point] : [];
  });
  return points.length === corners.length ? points : null;
}

declare global {
  interface HTMLElementTagNameMap {
    "ruelle-region": RuelleRegion;
  }
}
