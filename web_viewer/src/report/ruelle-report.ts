import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import { isSphere } from "../api/panorama.ts";
import { RefusedError, REQUEST_KINDS, type RequestKind } from "../api/requests.ts";
import { tell } from "../elements/events.ts";
import { type IconName, icon } from "../elements/icons.ts";
import { progressStyles, shared } from "../elements/styles.ts";
import { wind } from "../geo/compass.ts";
import type { Messages } from "../i18n/messages.ts";
import { decimal } from "../i18n/quantities.ts";
import { REPORT, type ReportWords } from "../i18n/report.ts";
import { middleOf } from "../review/lens.ts";
import { worldFromPicture } from "./pose.ts";
import { sizeOf } from "./region.ts";
import type { Report } from "./report.ts";
import { reportStyles } from "./report-styles.ts";
import "./ruelle-sent.ts";
import type { FrameMove } from "./ruelle-region.ts";
import { Watching } from "./watching.ts";

const MOVES: readonly (readonly [Exclude<FrameMove, "put" | "clear">, IconName])[] = [
  ["left", "west"],
  ["right", "east"],
  ["up", "forward"],
  ["down", "back"],
  ["larger", "plus"],
  ["smaller", "minus"],
];

/** A request for a blur: what, where, and how to answer; then what became of it. */
@customElement("ruelle-report")
export class RuelleReport extends LitElement {
  static override styles = [shared, progressStyles, reportStyles];

  @property({ attribute: false }) messages!: Messages;
  @property({ attribute: false }) report!: Report;
  @property({ type: Boolean }) secondCorner = false;
  @query("h2") private readonly heading!: HTMLElement;

  constructor() {
    super();
    new Watching(this);
  }

  override focus(): void {
    this.heading.focus();
  }

  private get words(): ReportWords {
    return REPORT[this.messages.tag];
  }

  private async submitted(submit: Event): Promise<void> {
    submit.preventDefault();
    const sent = await this.report.send(this.messages.tag);
    await this.updateComplete;
    if (sent) this.heading.focus();
    else this.renderRoot.querySelector<HTMLElement>('[aria-invalid="true"], .wrong ~ * button, .problem')?.focus();
  }

  private pressed(press: KeyboardEvent): void {
    if (press.key !== "Escape") return;
    press.stopPropagation();
    tell(this, "ruelle-report-closed", null);
  }

  override render(): TemplateResult {
    const { words, report } = this;
    return html`<form novalidate aria-labelledby="title" @submit=${this.submitted} @keydown=${this.pressed}>
      <header>
        <h2 id="title" tabindex="-1">${words.title}</h2>
        <button class="button quiet square" type="button" aria-label=${words.close} @click=${() => tell(this, "ruelle-report-closed", null)}>
          ${icon("close")}
        </button>
      </header>
      ${
        report.latest
          ? html`<ruelle-sent .messages=${this.messages} .report=${report} .sent=${report.latest}></ruelle-sent>`
          : this.asking()
      }
    </form>`;
  }

  private asking(): TemplateResult {
    const { words, report } = this;
    return html`
      <p class="lead">${words.lead}</p>
      ${this.what()} ${this.where()} ${this.contact()} ${this.problem()}
      ${report.phase === "asking" ? html`<button class="button filled" type="submit">${words.send}</button>` : this.busy()}
      <a class="written" href="/requests/new?item=${encodeURIComponent(report.panorama.id)}">${words.cannotShow}</a>
    `;
  }

  private what(): TemplateResult {
    const { words, report } = this;
    return html`<fieldset aria-describedby=${report.problem === "kind" ? "wrong" : nothing}>
      <legend>${words.what}</legend>
      <div class="switch">${REQUEST_KINDS.map((kind) => this.choice(kind, words.kinds[kind]))}</div>
      ${this.wrong("kind", words.kindMissing)}
    </fieldset>`;
  }

  private choice(kind: RequestKind, label: string): TemplateResult {
    const { report } = this;
    const chosen = report.kind === kind;
    return html`<label class=${chosen ? "chosen" : ""}>
      <input
        type="radio"
        name="kind"
        aria-invalid=${report.problem === "kind" ? "true" : nothing}
        .checked=${chosen}
        @change=${() => report.change({ kind })}
      />${label}
    </label>`;
  }

  private where(): TemplateResult {
    const { words, report } = this;
    return html`<fieldset>
      <legend>${words.where}</legend>
      ${isSphere(report.panorama) ? html`<div class="switch">${this.mode(true, words.draw)} ${this.mode(false, words.turn)}</div>` : nothing}
      <p class="hint">${this.secondCorner ? words.secondCorner : report.drawing ? words.drawing : words.turning}</p>
      <div class="moves" role="group" aria-label=${words.frameTools}>${this.moves()}</div>
      <p class="hint" role="status">${this.place()}</p>
      ${this.wrong("place", words.placeMissing)} ${this.wrong("large", words.tooLarge)}
    </fieldset>`;
  }

  private mode(drawing: boolean, label: string): TemplateResult {
    const chosen = this.report.drawing === drawing;
    return html`<label class=${chosen ? "chosen" : ""}>
      <input type="radio" name="mode" .checked=${chosen} @change=${() => this.report.change({ drawing })} />${label}
    </label>`;
  }

  private moves(): TemplateResult | TemplateResult[] {
    const { words, report } = this;
    if (!report.corners) {
      return html`<button class="button" type="button" @click=${() => tell(this, "ruelle-frame", "put")}>${icon("centre", 18)} ${words.put}</button>`;
    }
    const buttons: readonly (readonly [FrameMove, IconName, string])[] = [
      ...MOVES.map(([move, mark]) => [move, mark, words.moves[move]] as const),
      ["clear", "close", words.clear],
    ];
    return buttons.map(
      ([move, mark, name]) => html`<button
        class="button square"
        type="button"
        aria-label=${name}
        title=${name}
        @click=${() => tell(this, "ruelle-frame", move)}
      >
        ${icon(mark, 18)}
      </button>`,
    );
  }

  /** The region in words, for those who do not see it. */
  private place(): string {
    const { words, report, messages } = this;
    if (!report.corners) return words.noPlace;
    const { headingDeg, pitchDeg } = middleOf(report.corners);
    const [heading, pitch] = isSphere(report.panorama)
      ? worldFromPicture([headingDeg, pitchDeg], report.panorama)
      : [headingDeg + report.panorama.headingDeg, pitchDeg];
    const { wideDeg, highDeg } = sizeOf(report.corners);
    return words.place(messages.winds[wind(heading)], pitch, decimal(wideDeg, messages.tag), decimal(highDeg, messages.tag));
  }

  private contact(): TemplateResult {
    const { words, report } = this;
    const wrong = report.problem === "email";
    return html`
      <div class="field">
        <label class="label" for="email">${words.email} <span>(${words.optional})</span></label>
        <input
          id="email"
          type="email"
          autocomplete="email"
          maxlength="254"
          aria-describedby=${wrong ? "wrong use" : "use"}
          aria-invalid=${wrong ? "true" : nothing}
          .value=${report.email}
          @input=${({ target }: InputEvent) => report.change({ email: (target as HTMLInputElement).value })}
        />
        ${this.wrong("email", words.emailWrong)}
        <p id="use" class="hint">${words.emailUse}</p>
      </div>
      <div class="field">
        <label class="label" for="note">${words.note} <span>(${words.optional})</span></label>
        <textarea
          id="note"
          rows="2"
          maxlength="1000"
          .value=${report.note}
          @input=${({ target }: InputEvent) => report.change({ note: (target as HTMLTextAreaElement).value })}
        ></textarea>
      </div>
    `;
  }

  private wrong(which: Report["problem"], sentence: string): TemplateResult | typeof nothing {
    if (this.report.problem !== which) return nothing;
    return html`<p id="wrong" class="wrong" role="alert">${icon("warning", 18)} ${sentence}</p>`;
  }

  private problem(): TemplateResult | typeof nothing {
    const { words, report } = this;
    const told =
      report.problem instanceof RefusedError
        ? ([report.problem.problem, report.problem.remedy] as const)
        : report.problem === "offline"
          ? ([words.offline, words.offlineRemedy] as const)
          : null;
    if (!told) return nothing;
    return html`<div class="problem" role="alert" tabindex="-1"><strong>${told[0]}</strong> ${told[1]}</div>`;
  }

  /** Progress is told to the eye all the time, and aloud only as it begins. */
  private busy(): TemplateResult {
    const { words, report } = this;
    const percent = Math.round(report.share * 100);
    const sentence = report.phase === "working" ? words.working(percent) : words.sending;
    return html`<div class="busy"><progress max="100" value=${percent} aria-label=${words.sending}></progress> ${sentence}</div>
      <p class="unseen" role="status">${words.sending}</p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "ruelle-report": RuelleReport;
  }
}
