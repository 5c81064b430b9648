import { css } from "lit";

export const stageStyles = css`
  :host {
    position: relative;
    display: block;
    overflow: hidden;
    background: #231f19;
  }
  .frame,
  .stage,
  .zones,
  .labels {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
  }
  .frame {
    overflow: hidden;
  }
  .frame:focus-visible {
    box-shadow: none !important;
  }
  .frame:focus-visible::after {
    content: "";
    position: absolute;
    inset: 3px;
    z-index: 2;
    border: 3px solid var(--focus);
    border-radius: 4px;
    box-shadow: 0 0 0 2px #fff, inset 0 0 0 2px #fff;
    pointer-events: none;
  }
  .stage {
    transition: filter var(--panels);
  }
  .stage[hidden] {
    display: none;
  }
  .stage.blurred {
    filter: blur(9px);
  }
  .psv-overlay,
  .psv-loader-container {
    display: none;
  }
  .laid {
    position: absolute;
    max-width: none;
  }
  .hint {
    position: absolute;
    top: 12px;
    left: 12px;
    padding: 8px 14px;
    font-size: 0.875rem;
  }
  .zones,
  .labels {
    pointer-events: none;
  }
  .zones g {
    pointer-events: visible;
    cursor: pointer;
  }
  polygon {
    fill: transparent;
    stroke-linejoin: round;
  }
  .casing {
    stroke: #fff;
    stroke-width: 5;
  }
  .line {
    stroke: #231f19;
    stroke-width: 1.5;
  }
  .doubtful .line {
    stroke: #7a4a2b;
    stroke-width: 3;
    stroke-dasharray: 7 5;
  }
  .lifted .casing {
    stroke-width: 3;
  }
  .lifted .line {
    stroke-dasharray: 2 4;
  }
  .selected .casing {
    stroke-width: 9;
  }
  .selected .line {
    stroke-width: 4;
  }
  .label {
    position: absolute;
    top: 0;
    left: 0;
    display: inline-flex;
    gap: 6px;
    align-items: center;
    min-height: 28px;
    padding: 0 9px 0 4px;
    border-radius: 6px;
    background: #fff;
    color: var(--ink);
    font-weight: 550;
    font-size: 0.8125rem;
    white-space: nowrap;
    box-shadow: var(--floating);
    pointer-events: auto;
    cursor: pointer;
  }
  .label b {
    display: grid;
    place-items: center;
    min-width: 20px;
    height: 20px;
    padding: 0 3px;
    border-radius: 999px;
    background: var(--ink);
    color: #fff;
    font-weight: 620;
    font-size: 0.75rem;
  }
  .label.badge {
    padding: 0 4px;
    border-radius: 999px;
  }
  .label.doubtful {
    background: var(--warn-soft);
    color: #5f3716;
  }
  .label.doubtful b {
    background: #7a4a2b;
  }
  .label.lifted {
    text-decoration: line-through;
  }
  .label.selected {
    z-index: 1;
    box-shadow: 0 0 0 3px #fff, 0 0 0 5px var(--accent);
  }
`;
