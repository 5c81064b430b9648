import { css } from "lit";

/** What every element shares: box model, focus ring, buttons, quiet lists. */
export const shared = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  :host {
    font-variant-numeric: tabular-nums;
  }
  h1,
  h2,
  h3,
  p,
  ul,
  dl,
  dd {
    margin: 0;
    padding: 0;
  }
  ul {
    list-style: none;
  }
  button,
  input {
    font: inherit;
    color: inherit;
  }
  .icon {
    flex: none;
  }
  :focus-visible {
    outline: 3px solid transparent;
    outline-offset: 3px;
    box-shadow: var(--focus-ring) !important;
  }
  .unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .paper {
    background: var(--paper);
    border-radius: 14px;
    box-shadow: var(--floating);
  }
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    min-height: 44px;
    padding: 0 16px;
    border: 1px solid var(--border);
    border-radius: 6px;
    background: var(--paper);
    color: var(--ink);
    font-weight: 550;
    font-size: 0.9375rem;
    line-height: 1.2;
    text-decoration: none;
    cursor: pointer;
    transition: background var(--quick), color var(--quick), border-color var(--quick);
  }
  .button:hover {
    background: var(--stone-2);
  }
  .button:active {
    background: var(--stone-3);
  }
  .button.filled {
    border-color: transparent;
    background: var(--accent);
    color: #fff;
  }
  .button.filled:hover {
    background: var(--accent-dark);
  }
  .button.quiet {
    border-color: transparent;
    background: transparent;
  }
  .button.quiet:hover {
    background: var(--stone-2);
  }
  .button[aria-disabled="true"] {
    border-color: transparent;
    background: var(--stone-2);
    color: var(--ink-2);
    cursor: default;
  }
  .button.square {
    width: 44px;
    padding: 0;
  }
  kbd {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    min-width: 22px;
    height: 22px;
    padding: 0 5px;
    border: 1px solid var(--border);
    border-bottom-width: 2px;
    border-radius: 4px;
    background: var(--paper);
    font: 550 0.8125rem/1 var(--sans);
    color: var(--ink-2);
  }
  a {
    color: inherit;
    text-underline-offset: 3px;
  }
`;

/** A bar of progress. */
export const progressStyles = css`
  progress {
    flex: none;
    width: 108px;
    height: 8px;
    border: 0;
    border-radius: 4px;
    overflow: hidden;
    appearance: none;
    background: var(--stone-3);
  }
  progress::-webkit-progress-bar {
    background: var(--stone-3);
  }
  progress::-webkit-progress-value {
    background: var(--accent);
  }
  progress::-moz-progress-bar {
    background: var(--accent);
  }
`;
