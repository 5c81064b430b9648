import { css, html, LitElement, svg, type TemplateResult } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { turn } from "../geo/place.ts";
import { shared } from "../elements/styles.ts";
import { staff } from "../operate/styles.ts";
import type { ReviewWords } from "./fr.ts";
import { middleOf, outlineOf, type Point } from "./lens.ts";
import { type Corner, type Kind, KINDS } from "./review.ts";
import type { RuelleStage } from "./ruelle-stage.ts";

const STEP_PX = 12;
const GROWTH = 1.15;
const FIRST_SIZE_PX = 64;
const SMALLEST_PX = 8;
const MARGIN_PX = 12;
const TURN_DEG = 4;
const DRAGGED_PX = 6;

/** A zone that somebody drew. */
export interface Drawn {
  readonly kind: Kind;
  readonly corners: readonly Corner[];
}

/** A frame over the picture, to be drawn by two clicks or placed by keyboard, that becomes a zone. */
@customElement("ruelle-adding")
export class RuelleAdding extends LitElement {
  static override styles = [
    shared,
    staff,
    css`
      :host {
        position: absolute;
        inset: 0;
        z-index: 3;
      }
      .sheet {
        position: absolute;
        inset: 0;
        cursor: crosshair;
        touch-action: none;
      }
      .sheet:focus-visible {
        box-shadow: inset 0 0 0 3px var(--focus), inset 0 0 0 5px #fff !important;
      }
      svg {
        position: absolute;
        inset: 0;
        width: 100%;
        height: 100%;
        pointer-events: none;
      }
      rect,
      path {
        fill: none;
        stroke: #fff;
        stroke-width: 5;
      }
      .line {
        stroke: var(--accent);
        stroke-width: 2.5;
        stroke-dasharray: 8 4;
      }
      .tools {
        position: absolute;
        top: 12px;
        left: 12px;
        right: 12px;
        display: flex;
        flex-wrap: wrap;
        gap: 8px 12px;
        align-items: center;
        width: fit-content;
        max-width: calc(100% - 24px);
        padding: 10px 12px;
      }
      .tools p {
        flex: 1 0 100%;
        color: var(--ink-2);
        font-size: 0.8125rem;
      }
    `,
  ];

  @property({ attribute: false }) words!: ReviewWords;
  @property({ attribute: false }) stage!: RuelleStage;
  @state() private kind: Kind = "face";
  @state() private from: Point = [0, 0];
  @state() private to: Point = [0, 0];
  @query(".sheet") private readonly sheet!: HTMLElement;
  private isDrawing = false;

  override connectedCallback(): void {
    super.connectedCallback();
    const { widthPx, heightPx } = this.stage.extent;
    this.frame([widthPx / 2, heightPx / 2], FIRST_SIZE_PX, FIRST_SIZE_PX);
  }

  override firstUpdated(): void {
    this.sheet.focus();
  }

  override render(): TemplateResult {
    const { words, from, to } = this;
    const [x, y, width, height] = [Math.min(from[0], to[0]), Math.min(from[1], to[1]), Math.abs(to[0] - from[0]), Math.abs(to[1] - from[1])];
    const cross = `M${x + width / 2 - 6} ${y + height / 2}h12M${x + width / 2} ${y + height / 2 - 6}v12`;
    return html`
      <div
        class="sheet"
        role="application"
        tabindex="0"
        aria-label=${words.addHint}
        @keydown=${this.pressed}
        @pointerdown=${this.down}
        @pointermove=${this.moved}
        @pointerup=${this.up}
      ></div>
      <svg aria-hidden="true">
        ${["casing", "line"].map((name) => svg`<rect class=${name} x=${x} y=${y} width=${width} height=${height} rx="3"></rect><path class=${name} d=${cross}></path>`)}
      </svg>
      <div class="tools paper">
        <fieldset class="switch">
          <legend class="unseen">${words.addKind}</legend>
          ${KINDS.map(
            (kind) => html`<label><input type="radio" name="kind" .checked=${this.kind === kind} @change=${() => (this.kind = kind)} />${words.kinds[kind]}</label>`,
          )}
        </fieldset>
        <button class="button filled" type="button" @click=${this.finish}>${words.addDone} <kbd aria-hidden="true">${words.enter}</kbd></button>
        <button class="button quiet" type="button" @click=${this.stop}>${words.addStop}</button>
        <p>${words.addHint}</p>
      </div>
    `;
  }

  private frame([x, y]: Point, width: number, height: number): void {
    this.from = [x - width / 2, y - height / 2];
    this.to = [x + width / 2, y + height / 2];
  }

  private pressed(press: KeyboardEvent): void {
    if (press.ctrlKey || press.metaKey || press.altKey) return;
    const arrows: Readonly<Record<string, Point>> = {
      ArrowLeft: [-STEP_PX, 0],
      ArrowRight: [STEP_PX, 0],
      ArrowUp: [0, -STEP_PX],
      ArrowDown: [0, STEP_PX],
    };
    const arrow = arrows[press.key];
    const growth = press.key === "+" || press.key === "=" ? GROWTH : press.key === "-" ? 1 / GROWTH : null;
    if (arrow) press.shiftKey ? this.stretch(...arrow) : this.move(...arrow);
    else if (growth) this.grow(growth);
    else if (press.key === "Enter") this.finish();
    else if (press.key === "Escape") this.stop();
    else return;
    press.preventDefault();
    press.stopPropagation();
    this.told();
  }

  private get middle(): Point {
    return [(this.from[0] + this.to[0]) / 2, (this.from[1] + this.to[1]) / 2];
  }

  private get measure(): Point {
    return [Math.abs(this.to[0] - this.from[0]), Math.abs(this.to[1] - this.from[1])];
  }

  /** Moves the frame; at the edge of the stage the picture turns instead. */
  private move(xPx: number, yPx: number): void {
    const { widthPx, heightPx } = this.stage.extent;
    const [x, y] = this.middle;
    const inside = (value: number, length: number): boolean => value > MARGIN_PX && value < length - MARGIN_PX;
    if (inside(x + xPx, widthPx) && inside(y + yPx, heightPx)) this.frame([x + xPx, y + yPx], ...this.measure);
    else this.stage.turnBy(Math.sign(xPx) * TURN_DEG, -Math.sign(yPx) * TURN_DEG);
  }

  private stretch(xPx: number, yPx: number): void {
    const [width, height] = this.measure;
    this.frame(this.middle, Math.max(SMALLEST_PX, width + xPx), Math.max(SMALLEST_PX, height - yPx));
  }

  private grow(by: number): void {
    const [width, height] = this.measure;
    this.frame(this.middle, Math.max(SMALLEST_PX, width * by), Math.max(SMALLEST_PX, height * by));
  }

  private down(event: PointerEvent): void {
    if (event.button !== 0) return;
    const point: Point = [event.offsetX, event.offsetY];
    if (this.isDrawing) return this.closeAt(point);
    this.isDrawing = true;
    this.from = point;
    this.to = point;
    this.sheet.setPointerCapture(event.pointerId);
  }

  private moved(event: PointerEvent): void {
    if (this.isDrawing) this.to = [event.offsetX, event.offsetY];
  }

  /** A frame may be dragged too: letting go far from where one began ends it. */
  private up(event: PointerEvent): void {
    const far = Math.hypot(event.offsetX - this.from[0], event.offsetY - this.from[1]) > DRAGGED_PX;
    if (this.isDrawing && far) this.closeAt([event.offsetX, event.offsetY]);
  }

  private closeAt(point: Point): void {
    this.to = point;
    this.isDrawing = false;
    if (Math.min(...this.measure) >= SMALLEST_PX) this.finish();
  }

  private finish(): void {
    const detail: Drawn = { kind: this.kind, corners: outlineOf(this.stage.lens, this.from, this.to) };
    this.dispatchEvent(new CustomEvent("ruelle-drawn", { detail }));
  }

  private stop(): void {
    this.dispatchEvent(new CustomEvent("ruelle-stopped"));
  }

  private told(): void {
    const { headingDeg, pitchDeg } = middleOf(outlineOf(this.stage.lens, this.from, this.to));
    const detail = this.words.framed(Math.round(turn(0, headingDeg)), Math.round(pitchDeg));
    this.dispatchEvent(new CustomEvent("ruelle-told", { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "ruelle-adding": RuelleAdding;
  }
}
