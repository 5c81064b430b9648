import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { isAbort } from "../api/client.ts";
import { shared } from "../elements/styles.ts";
import { drawing } from "../operate/drawings.ts";
import { Refusal } from "../operate/asking.ts";
import type { ReviewWords } from "./fr.ts";

/** One zone unblurred, as long as somebody holds a key; gone, and forgotten, when it is let go. */
@customElement("ruelle-look")
export class RuelleLook extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        position: absolute;
        right: 16px;
        bottom: 16px;
        z-index: 2;
        width: 214px;
        font-size: 0.8125rem;
      }
      .paper {
        display: grid;
        gap: 6px;
        padding: 8px 8px 10px;
      }
      img,
      .blank {
        display: grid;
        place-items: center;
        width: 100%;
        aspect-ratio: 4 / 3;
        border-radius: 6px;
        background: var(--stone-3);
        color: var(--ink-2);
        object-fit: contain;
        image-rendering: auto;
      }
      p {
        padding: 0 3px;
        color: var(--ink-2);
      }
      .held {
        color: var(--warn);
        font-weight: 550;
      }
      .rest {
        display: flex;
        gap: 8px;
        align-items: center;
        padding: 8px 10px;
      }
      @media (max-width: 760px) {
        :host {
          right: 8px;
          bottom: 8px;
          width: 168px;
        }
        .rest {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) words!: ReviewWords;
  @property({ type: Number }) number = 0;
  @property({ type: Boolean }) possible = false;
  @state() private address = "";
  @state() private isHeld = false;
  @state() private trouble = "";
  private going = new AbortController();

  /** Shows what comes, until `end`. */
  async start(fetched: (signal: AbortSignal) => Promise<Blob>): Promise<void> {
    if (this.isHeld) return;
    this.isHeld = true;
    this.trouble = "";
    this.going = new AbortController();
    const { signal } = this.going;
    try {
      const blob = await fetched(signal);
      if (!signal.aborted) this.address = URL.createObjectURL(blob);
    } catch (error) {
      if (isAbort(error)) return;
      if (!(error instanceof Refusal)) throw error;
      this.trouble = error.problem || this.words.lookNone;
    }
  }

  end(): void {
    if (!this.isHeld) return;
    this.going.abort();
    URL.revokeObjectURL(this.address);
    this.address = "";
    this.isHeld = false;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.end();
  }

  override render(): TemplateResult | typeof nothing {
    const { words } = this;
    if (this.isHeld) {
      return html`<div class="paper" role="status">
        ${this.address ? html`<img src=${this.address} alt=${words.looking(this.number)} />` : html`<span class="blank">${drawing("eye", 28)}</span>`}
        <p class="held">${this.trouble || `${words.looking(this.number)}.`}</p>
        <p>${words.lookTold}</p>
      </div>`;
    }
    if (!this.possible) return nothing;
    return html`<div class="paper rest">${drawing("eye", 18)}<span><kbd>O</kbd> ${words.lookHold}. ${words.lookTold}</span></div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "ruelle-look": RuelleLook;
  }
}
