import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { type Address, addresses } from "../api/addresses.ts";
import { isAbort } from "../api/client.ts";
import { LATER, type LaterMessages } from "../i18n/later.ts";
import type { Messages } from "../i18n/messages.ts";
import { tell } from "./events.ts";
import { icon } from "./icons.ts";
import { shared } from "./styles.ts";

const PAUSE_MS = 180;
const SHORTEST = 2;
const SHOWN = 8;

/** Search over the town's addresses: a combo box with a list of results. */
@customElement("ruelle-search")
export class RuelleSearch extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: block;
        position: relative;
      }
      .field {
        display: flex;
        align-items: center;
        gap: 10px;
        height: 44px;
        padding: 0 10px 0 13px;
        border: 1px solid var(--border);
        border-radius: 6px;
        background: var(--paper);
        color: var(--ink);
      }
      .field:focus-within {
        box-shadow: var(--focus-ring);
      }
      input {
        flex: 1;
        min-width: 0;
        height: 42px;
        padding: 0;
        border: 0;
        background: none;
        font-size: 1rem;
      }
      input:focus-visible {
        outline: none;
        box-shadow: none !important;
      }
      input::placeholder {
        color: var(--ink-3);
        opacity: 1;
      }
      input::-webkit-search-cancel-button {
        display: none;
      }
      .results {
        position: absolute;
        z-index: 30;
        top: calc(100% + 8px);
        left: 0;
        right: 0;
        max-height: min(420px, 60vh);
        overflow: auto;
        padding: 6px;
      }
      [role="option"] {
        display: flex;
        align-items: center;
        gap: 12px;
        min-height: 44px;
        padding: 4px 10px;
        border-radius: 6px;
        cursor: pointer;
      }
      [role="option"][aria-selected="true"],
      [role="option"]:hover {
        background: var(--accent-soft);
        color: var(--accent-dark);
      }
      .told {
        padding: 10px;
        color: var(--ink-2);
        font-size: 0.9375rem;
      }
      @media (max-width: 760px) {
        :host {
          position: static;
        }
        .field {
          flex-direction: row-reverse;
          border-color: transparent;
          padding: 0 8px 0 4px;
        }
        kbd {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) messages!: Messages;
  @state() private results: readonly Address[] | null = null;
  @state() private told = "";
  @state() private chosen = -1;
  @query("input") private readonly input!: HTMLInputElement;

  private asking = new AbortController();

  private get words(): LaterMessages {
    return LATER[this.messages.tag];
  }

  override focus(): void {
    this.input.focus();
    this.input.select();
  }

  private typed(): void {
    this.asking.abort();
    this.asking = new AbortController();
    const typed = this.input.value.trim();
    if (typed.length < SHORTEST) this.close();
    else void this.ask(typed, this.asking.signal);
  }

  private async ask(typed: string, signal: AbortSignal): Promise<void> {
    try {
      await pause(PAUSE_MS, signal);
      this.results = (await addresses(typed, signal)).slice(0, SHOWN);
      this.chosen = this.results.length > 0 ? 0 : -1;
      this.told = this.results.length > 0 ? this.words.found(this.results.length) : this.words.nothingFound(typed);
    } catch (error) {
      if (isAbort(error)) return;
      this.results = [];
      this.told = this.words.searchFailed;
    }
  }

  private pressed(press: KeyboardEvent): void {
    const count = this.results?.length ?? 0;
    if (press.key === "Escape") this.close();
    else if (press.key === "ArrowDown" && count > 0) this.chosen = (this.chosen + 1) % count;
    else if (press.key === "ArrowUp" && count > 0) this.chosen = (this.chosen + count - 1) % count;
    else if (press.key === "Enter") this.choose(this.results?.[this.chosen]);
    else return;
    press.preventDefault();
  }

  private choose(address: Address | undefined): void {
    if (!address) return;
    this.input.value = address.label;
    this.close();
    tell(this, "ruelle-address", address);
  }

  private close(): void {
    this.asking.abort();
    this.results = null;
    this.told = "";
    this.chosen = -1;
  }

  override render(): TemplateResult {
    const { results, words } = this;
    const open = results !== null;
    return html`
      <div class="field" role="search">
        ${icon("search")}
        <input
          type="search"
          role="combobox"
          autocomplete="off"
          spellcheck="false"
          enterkeyhint="search"
          aria-label=${words.searchLabel}
          aria-autocomplete="list"
          aria-expanded=${open && results.length > 0}
          aria-controls="results"
          aria-activedescendant=${this.chosen >= 0 ? `result-${this.chosen}` : nothing}
          placeholder=${words.searchPlaceholder}
          @input=${this.typed}
          @keydown=${this.pressed}
          @blur=${this.close}
        />
        <kbd aria-hidden="true">/</kbd>
      </div>
      <div class="results paper" ?hidden=${!open} @mousedown=${(press: Event) => press.preventDefault()}>
        <div id="results" role="listbox" aria-label=${words.searchLabel} ?hidden=${!results?.length}>
          ${results?.map((address, index) => this.option(address, index))}
        </div>
        <p class=${results?.length ? "unseen" : "told"} role="status">${this.told}</p>
      </div>
    `;
  }

  private option(address: Address, index: number): TemplateResult {
    return html`<div
      id="result-${index}"
      role="option"
      aria-selected=${index === this.chosen}
      @click=${() => this.choose(address)}
    >
      ${icon(address.houseNumber ? "centre" : "rows", 18)}<span>${address.label}</span>
    </div>`;
  }
}

function pause(durationMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, durationMs);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}

declare global {
  interface HTMLElementTagNameMap {
    "ruelle-search": RuelleSearch;
  }
}
