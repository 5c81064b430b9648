import { css } from "lit";

/** What the operators' elements share beyond the house: cards, rows, status chips, fields; 36 px targets with a mouse. */
export const staff = css`
  :host {
    display: block;
    font-size: 0.875rem;
  }
  .card {
    border: 1px solid var(--hairline);
    border-radius: 10px;
    background: var(--paper);
  }
  .card > header {
    display: flex;
    align-items: baseline;
    justify-content: space-between;
    gap: 12px;
  }
  .pad {
    padding: 16px 18px;
  }
  h2,
  h3 {
    font-weight: 620;
    font-size: 0.9375rem;
    line-height: 1.3;
  }
  .quiet-text {
    color: var(--ink-2);
  }
  .small {
    font-size: 0.8125rem;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    align-items: center;
  }
  .button {
    min-height: 36px;
    padding: 0 12px;
    font-size: 0.875rem;
  }
  .button.square {
    width: 36px;
    padding: 0;
  }
  .button.filled kbd {
    border-color: rgb(255 255 255 / 0.55);
    background: transparent;
    color: #fff;
  }
  .button.danger {
    border-color: transparent;
    background: var(--bad);
    color: #fff;
  }
  .button.danger:hover {
    background: #80200f;
  }
  .button.danger[aria-disabled="true"],
  .button.filled[aria-disabled="true"] {
    background: var(--stone-2);
    color: var(--ink-2);
  }
  .button[aria-disabled="true"] kbd {
    border-color: var(--border);
    color: var(--ink-2);
  }
  .chip {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    padding: 3px 10px;
    border-radius: 999px;
    background: var(--stone-2);
    color: var(--ink-2);
    font-weight: 550;
    font-size: 0.8125rem;
    white-space: nowrap;
  }
  .chip.ok {
    background: var(--ok-soft);
    color: var(--ok);
  }
  .chip.warn {
    background: var(--warn-soft);
    color: var(--warn);
  }
  .chip.bad {
    background: var(--bad-soft);
    color: var(--bad);
  }
  label {
    display: block;
    font-weight: 550;
  }
  .field {
    display: grid;
    gap: 4px;
    justify-items: stretch;
  }
  .field input,
  .field select {
    width: 100%;
    min-height: 36px;
    padding: 4px 10px;
    border: 1px solid var(--border);
    border-radius: 6px;
    background: var(--paper);
    font: inherit;
    font-weight: 400;
    color: var(--ink);
  }
  .field input[aria-invalid="true"] {
    border: 2px solid var(--bad);
  }
  .hint {
    color: var(--ink-2);
    font-size: 0.8125rem;
    font-weight: 400;
  }
  .wrong {
    display: flex;
    gap: 6px;
    align-items: flex-start;
    color: var(--bad);
    font-size: 0.8125rem;
  }
  .bar {
    position: relative;
    height: 6px;
    overflow: hidden;
    border-radius: 3px;
    background: var(--stone-3);
  }
  .bar > span {
    position: absolute;
    inset: 0 auto 0 0;
    border-radius: 3px;
    background: var(--accent);
    transition: width var(--panels);
  }
  .empty {
    display: flex;
    gap: 16px;
    align-items: center;
    padding: 20px 18px;
  }
  .empty > span {
    display: grid;
    place-items: center;
    flex: none;
    width: 48px;
    height: 48px;
    border-radius: 50%;
    background: var(--stone-2);
    color: var(--ink-2);
  }
  .switch {
    display: inline-flex;
    margin: 0;
    padding: 0;
    border: 0;
    border-radius: 8px;
    background: var(--stone-2);
  }
  .switch label {
    position: relative;
    display: inline-flex;
    align-items: center;
    min-height: 36px;
    padding: 0 12px;
    border: 1px solid transparent;
    border-radius: 7px;
    color: var(--ink-2);
    font-weight: 550;
    font-size: 0.8125rem;
    cursor: pointer;
  }
  .switch label:has(:checked) {
    border-color: var(--border);
    background: var(--paper);
    color: var(--ink);
  }
  .switch label:has(:focus-visible) {
    z-index: 1;
    box-shadow: var(--focus-ring);
  }
  .switch input {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    margin: 0;
    opacity: 0;
    cursor: pointer;
  }
  .switch input:focus-visible {
    box-shadow: none !important;
  }
  @media (max-width: 760px) {
    :host {
      font-size: 0.9375rem;
    }
    .button,
    .switch label,
    .field input,
    .field select {
      min-height: 44px;
    }
    .button.square {
      width: 44px;
    }
    h2,
    h3 {
      font-size: 1.0625rem;
    }
    kbd {
      display: none;
    }
  }
`;
