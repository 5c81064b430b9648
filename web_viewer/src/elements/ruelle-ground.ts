import { css, html, LitElement, nothing, svg, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { type Gaze, USUAL_FOV_DEG } from "../pano/gaze.ts";
import { band, chevron, type Size } from "../pano/ground.ts";
import type { Way } from "../street/ways.ts";
import { tell } from "./events.ts";

const CHEVRONS_M = [15, 9, 5.6] as const;
const BAND_M = [4.6, 26] as const;

/** A way's chevrons, the nearest last so that it is drawn on top. */
interface Arrow {
  readonly way: Way;
  readonly band: string | null;
  readonly outlines: readonly string[];
}

/** The ways on, drawn on the ground; buttons elsewhere do the same. */
@customElement("ruelle-ground")
export class RuelleGround extends LitElement {
  static override styles = css`
    svg {
      position: absolute;
      inset: 0;
      width: 100%;
      height: 100%;
      pointer-events: none;
    }
    g {
      cursor: pointer;
      pointer-events: auto;
    }
    polygon {
      fill: #fff;
      fill-opacity: 0.94;
      stroke: #231f19;
      stroke-opacity: 0.55;
      stroke-width: 1;
      stroke-linejoin: round;
      transition: fill var(--quick);
    }
    .band {
      fill-opacity: 0.4;
      stroke: none;
      pointer-events: none;
    }
    g:hover polygon {
      fill: var(--accent-soft);
      stroke: var(--accent);
      stroke-opacity: 1;
      stroke-width: 2;
    }
  `;

  @property({ attribute: false }) ways: readonly Way[] = [];
  @property({ attribute: false }) gaze: Gaze = { headingDeg: 0, pitchDeg: 0, fovDeg: USUAL_FOV_DEG };
  @property({ attribute: false }) size: Size = { widthPx: 1, heightPx: 1 };

  override render(): TemplateResult {
    return html`
      <svg aria-hidden="true">
        ${this.ways.map((way) => this.arrow(way)).map(
          ({ way, band, outlines }) => svg`
            <g @click=${() => tell(this, "ruelle-go", { pictureId: way.to.id })}>
              ${band ? svg`<polygon class="band" points=${band}></polygon>` : nothing}
              ${outlines.map((points) => svg`<polygon points=${points}></polygon>`)}
            </g>`,
        )}
      </svg>
    `;
  }

  private arrow(way: Way): Arrow {
    const outlines = CHEVRONS_M.flatMap((distanceM) => chevron(way.bearingDeg, distanceM, this.gaze, this.size) ?? []);
    return { way, outlines, band: band(way.bearingDeg, BAND_M, this.gaze, this.size) };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "ruelle-ground": RuelleGround;
  }
}
