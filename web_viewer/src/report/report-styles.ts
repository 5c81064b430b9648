import { css } from "lit";

export const reportStyles = css`
  :host {
    display: block;
    overflow: auto;
    overscroll-behavior: contain;
  }
  form {
    display: grid;
    gap: 16px;
    padding: 12px 20px 20px;
  }
  header {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 12px;
    margin-right: -8px;
  }
  h2 {
    font-size: 1.375rem;
    font-weight: 620;
    line-height: 1.22;
  }
  .lead {
    margin-top: -8px;
    color: var(--ink-2);
    font-size: 0.9375rem;
  }
  fieldset {
    display: grid;
    gap: 8px;
    min-width: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  legend,
  .label {
    margin-bottom: 8px;
    padding: 0;
    font-weight: 550;
    font-size: 0.9375rem;
  }
  .label span {
    color: var(--ink-2);
    font-weight: 400;
  }
  .switch {
    display: grid;
    grid-auto-flow: column;
    grid-auto-columns: 1fr;
    padding: 3px;
    border-radius: 8px;
    background: var(--stone-2);
  }
  .switch label {
    display: flex;
    align-items: center;
    justify-content: center;
    min-height: 44px;
    padding: 0 6px;
    border: 1px solid transparent;
    border-radius: 6px;
    color: var(--ink-2);
    font-weight: 550;
    font-size: 0.9375rem;
    text-align: center;
    cursor: pointer;
  }
  .switch label:hover {
    color: var(--ink);
  }
  .switch .chosen {
    border-color: var(--border);
    background: var(--paper);
    color: var(--ink);
  }
  .switch input {
    position: absolute;
    opacity: 0;
    pointer-events: none;
  }
  .switch label:has(:focus-visible) {
    box-shadow: var(--focus-ring);
  }
  .hint {
    color: var(--ink-2);
    font-size: 0.875rem;
  }
  .moves {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
  }
  .moves .square {
    flex: 1;
    max-width: 56px;
  }
  .field {
    display: grid;
  }
  .field input,
  textarea {
    box-sizing: border-box;
    width: 100%;
    min-height: 44px;
    padding: 8px 12px;
    border: 1px solid var(--border);
    border-radius: 6px;
    background: var(--paper);
    color: inherit;
    font: inherit;
    font-size: 1rem;
  }
  .field input {
    scroll-margin: 72px;
  }
  .field .hint {
    margin-top: 6px;
  }
  textarea {
    resize: vertical;
  }
  [aria-invalid="true"] {
    border: 2px solid var(--bad);
  }
  .wrong {
    display: flex;
    align-items: flex-start;
    gap: 8px;
    margin-top: 4px;
    color: var(--bad);
    font-size: 0.875rem;
  }
  .problem,
  .done {
    padding: 12px 16px;
    border-left: 4px solid var(--bad);
    border-radius: 6px;
    background: var(--bad-soft);
    font-size: 0.9375rem;
  }
  .problem strong,
  .done strong {
    display: block;
    font-weight: 620;
  }
  .done {
    border-color: var(--ok);
    background: var(--ok-soft);
  }
  .done p + p {
    margin-top: 4px;
    color: var(--ink-2);
  }
  .busy {
    display: flex;
    align-items: center;
    gap: 12px;
    font-size: 0.9375rem;
  }
  .link {
    display: flex;
    gap: 8px;
  }
  .link input {
    flex: 1;
    min-width: 0;
    font-size: 0.875rem;
  }
  .written {
    font-size: 0.9375rem;
  }
  @media (max-width: 760px) {
    form {
      padding-top: 0;
    }
  }
`;
