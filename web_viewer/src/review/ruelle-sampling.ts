import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { amount, fields } from "../api/json.ts";
import { icon } from "../elements/icons.ts";
import { shared } from "../elements/styles.ts";
import { type Asking, Refusal } from "../operate/asking.ts";
import { report } from "../operate/events.ts";
import type { Words } from "../operate/fr.ts";
import { Loading } from "../operate/loading.ts";
import { percent } from "../operate/quantities.ts";
import { staff } from "../operate/styles.ts";

const MOST_PICTURES = 1000;

/** A share with the range it lies in. */
interface Interval {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
  readonly confidence: number;
}

/** What a sample says of a campaign. */
interface Sample {
  readonly drawn: number;
  readonly checked: number;
  readonly found: number;
  readonly missed: number;
  readonly recall: Interval | null;
}

/** Draws pictures by lot, and tells from those that people looked at how much the machine misses. */
@customElement("ruelle-sampling")
export class RuelleSampling extends LitElement {
  static override styles = [
    shared,
    staff,
    css`
      .card {
        display: grid;
        gap: 14px;
      }
      form {
        display: grid;
        grid-template-columns: 1fr auto;
        gap: 4px 8px;
        align-items: end;
      }
      form .wrong {
        grid-column: 1 / -1;
      }
      .estimate {
        font-size: 1.75rem;
        font-weight: 620;
        line-height: 1.1;
      }
      .range {
        position: relative;
        height: 18px;
      }
      .range::before {
        content: "";
        position: absolute;
        inset: 8px 0;
        border-radius: 1px;
        background: var(--stone-3);
      }
      .range span {
        position: absolute;
        top: 5px;
        height: 8px;
        min-width: 4px;
        border-radius: 4px;
        background: var(--accent);
        opacity: 0.45;
      }
      .range i {
        position: absolute;
        top: 1px;
        width: 4px;
        height: 16px;
        margin-left: -2px;
        border-radius: 2px;
        background: var(--accent-dark);
      }
      .scale {
        display: flex;
        justify-content: space-between;
      }
    `,
  ];

  @property({ attribute: false }) words!: Words;
  @property({ attribute: false }) asking!: Asking;
  @property({ attribute: false }) campaigns: readonly string[] = [];
  @state() private campaign = "";
  @state() private wrong = false;
  private readonly sample = new Loading<Sample>(this);

  override willUpdate(changed: PropertyValues<this>): void {
    const [newest] = this.campaigns;
    if (!changed.has("campaigns") || !newest || this.campaigns.includes(this.campaign)) return;
    this.campaign = newest;
    void this.load();
  }

  override render(): TemplateResult {
    const { words, sample, campaign } = this;
    if (!campaign) return html``;
    return html`<section class="card pad" aria-labelledby="sampling">
      <div>
        <h2 id="sampling">${words.sampling}</h2>
        <p class="hint">${words.samplingHint}</p>
      </div>
      <div class="field">
        <label for="campaign">${words.samplingOf}</label>
        <select id="campaign" @change=${this.chosen}>${this.campaigns.map((name) => html`<option ?selected=${name === campaign}>${name}</option>`)}</select>
      </div>
      ${sample.value ? this.told(sample.value) : nothing}
      <form novalidate @submit=${this.draw}>
        <div class="field">
          <label for="pictures">${words.samplingSize}</label>
          <input id="pictures" name="pictures" type="number" min="1" max=${MOST_PICTURES} value="50" aria-invalid=${this.wrong} aria-describedby="wrong" />
        </div>
        <button class="button">${words.samplingDraw}</button>
        <p id="wrong" class="wrong" role="alert">${this.wrong ? [icon("warning", 16), words.samplingWrong] : nothing}</p>
      </form>
    </section>`;
  }

  private told({ drawn, checked, found, missed, recall }: Sample): TemplateResult {
    const { words } = this;
    if (drawn === 0) return html`<p class="quiet-text">${words.samplingNone}</p>`;
    return html`
      <div>
        <p>${words.samplingChecked(checked, drawn)}</p>
        <div class="bar" aria-hidden="true"><span style="width:${(100 * checked) / drawn}%"></span></div>
      </div>
      ${recall ? this.recall(recall) : html`<p class="quiet-text">${words.recallUnknown}</p>`}
      ${checked > 0 ? html`<p class="quiet-text small">${words.recallCounts(found, missed)}</p>` : nothing}
    `;
  }

  private recall({ estimate, low, high, confidence }: Interval): TemplateResult {
    const { words } = this;
    const { tag } = words;
    // The scale begins at the last whole ten below what is possible, so that a narrow range can be seen.
    const from = Math.min(0.9, Math.floor(low * 10) / 10);
    const at = (share: number): number => (100 * (share - from)) / (1 - from);
    return html`<div>
      <p class="quiet-text">${words.recall}</p>
      <p class="estimate">${percent(estimate, tag, 1)}</p>
      <p class="small">${words.recallRange(percent(low, tag, 1), percent(high, tag, 1), percent(confidence, tag))}</p>
      <div class="range" aria-hidden="true">
        <span style="left:${at(low)}%;width:${at(high) - at(low)}%"></span><i style="left:${at(estimate)}%"></i>
      </div>
      <p class="scale quiet-text small" aria-hidden="true"><span>${percent(from, tag)}</span><span>${percent(1, tag)}</span></p>
    </div>`;
  }

  private chosen(change: Event): void {
    this.campaign = (change.target as HTMLSelectElement).value;
    void this.load();
  }

  private get path(): string {
    return `/api/campaigns/${encodeURIComponent(this.campaign)}/sample`;
  }

  private load(): Promise<void> {
    return this.sample.load(async (signal) => parseSample(await this.asking.json("GET", this.path, { signal })));
  }

  private async draw(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const pictures = Number(new FormData(event.target as HTMLFormElement).get("pictures"));
    this.wrong = !Number.isInteger(pictures) || pictures < 1 || pictures > MOST_PICTURES;
    if (this.wrong) return;
    try {
      const sample = parseSample(await this.asking.json("POST", this.path, { json: { pictures } }));
      await this.sample.load(async () => sample);
      report(this, "ruelle-say", { problem: this.words.samplingDrawn(sample.drawn) });
      report(this, "ruelle-stale", null);
      this.dispatchEvent(new CustomEvent("ruelle-drawn"));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      report(this, "ruelle-say", { problem: error.problem || this.words.cutOff, remedy: error.remedy, bad: true });
    }
  }
}

function parseSample(value: unknown): Sample {
  const told = fields(value);
  const recall = fields(told.recall);
  const number = (name: string): number => amount(recall[name]) ?? 0;
  return {
    drawn: amount(told.drawn) ?? amount(told.asked) ?? 0,
    checked: amount(told.checked) ?? 0,
    found: amount(told.found_zones) ?? 0,
    missed: amount(told.missed_zones) ?? 0,
    recall:
      amount(recall.estimate) === null
        ? null
        : { estimate: number("estimate"), low: number("low"), high: number("high"), confidence: amount(recall.confidence) ?? 0.95 },
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "ruelle-sampling": RuelleSampling;
  }
}
