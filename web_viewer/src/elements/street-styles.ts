import { css } from "lit";

export const streetStyles = css`
  :host {
    --panel: 408px;
    position: relative;
    display: block;
    height: 100dvh;
    min-height: 560px;
    overflow: hidden;
  }
  :host([folded]) {
    --panel: 0px;
  }
  ruelle-picture {
    position: absolute;
    inset: 0;
    isolation: isolate;
  }
  .bar {
    position: absolute;
    top: 16px;
    left: 16px;
    display: flex;
    align-items: center;
    gap: 16px;
    max-width: calc(100% - var(--panel) - 130px);
    padding: 8px 8px 8px 12px;
  }
  .brand {
    display: flex;
    align-items: center;
    gap: 12px;
    color: inherit;
    line-height: 1.25;
    white-space: nowrap;
  }
  .brand svg {
    flex: none;
    border-radius: 8px;
    background: var(--accent);
  }
  .brand strong {
    display: block;
    font-weight: 620;
    font-size: 1rem;
  }
  .brand span span {
    color: var(--ink-2);
    font-size: 0.8125rem;
  }
  ruelle-search {
    flex: 1 1 340px;
    width: 340px;
    min-width: 180px;
    min-height: 44px;
  }
  ruelle-tools {
    position: absolute;
    top: 16px;
    right: calc(var(--panel) + 16px);
  }
  ruelle-sides {
    position: absolute;
    left: 16px;
    right: calc(var(--panel) + 16px);
    top: 60%;
  }
  ruelle-card {
    position: absolute;
    left: 16px;
    bottom: 16px;
    width: 444px;
  }
  ruelle-report {
    position: absolute;
    left: 16px;
    bottom: 16px;
    width: min(444px, calc(50% - 24px));
    max-height: calc(100% - 112px);
  }
  :host([reporting]) :is(ruelle-sides, ruelle-steps, .day) {
    display: none;
  }
  ruelle-steps {
    position: absolute;
    left: 476px;
    bottom: 16px;
  }
  ruelle-panel {
    position: absolute;
    inset: 16px 16px 16px auto;
    width: 392px;
  }
  .unfold {
    position: absolute;
    top: 232px;
    right: 16px;
    border-color: transparent;
    box-shadow: var(--floating);
  }
  .handle,
  .day {
    display: none;
  }
  .told {
    position: absolute;
    top: 92px;
    left: 16px;
    display: flex;
    align-items: center;
    gap: 12px;
    padding: 10px 16px;
    font-size: 0.9375rem;
    animation: appear 0s 300ms both;
  }
  @keyframes appear {
    from {
      visibility: hidden;
    }
  }
  @media (min-width: 761px) and (max-width: 1240px) {
    :host(:not([folded])) ruelle-steps {
      left: 16px;
      bottom: 212px;
    }
  }
  @media (max-width: 1240px) {
    .brand span {
      display: none;
    }
  }
  @media (max-width: 760px) {
    :host {
      --panel: 0px;
      --stage: max(240px, 46dvh);
      height: auto;
      min-height: 100dvh;
      overflow: visible;
      background: var(--paper);
    }
    :host([sheet="peek"]) {
      --stage: max(240px, calc(100dvh - 110px));
    }
    :host([sheet="full"]) {
      --stage: 132px;
    }
    .stage {
      position: relative;
      height: var(--stage);
      transition: height var(--panels);
    }
    .bar {
      top: 14px;
      left: 12px;
      right: 12px;
      max-width: none;
      gap: 10px;
      padding: 4px 4px 4px 9px;
    }
    .brand svg {
      width: 34px;
      height: 34px;
    }
    ruelle-search {
      width: auto;
    }
    ruelle-tools {
      top: 78px;
      right: 12px;
    }
    ruelle-sides {
      left: 12px;
      right: 12px;
      top: auto;
      bottom: 90px;
    }
    .day {
      position: absolute;
      left: 12px;
      bottom: 26px;
      display: inline-flex;
      border-color: transparent;
      border-radius: 22px;
      box-shadow: var(--floating);
    }
    ruelle-steps {
      left: auto;
      right: 12px;
      bottom: 24px;
    }
    :host([sheet="full"]) .stage > :is(ruelle-tools, ruelle-sides, .day, ruelle-steps) {
      display: none;
    }
    .sheet {
      position: relative;
      margin-top: -14px;
      border-radius: 14px 14px 0 0;
      background: var(--paper);
      box-shadow: 0 -4px 24px rgb(35 31 25 / 0.16);
    }
    .handle {
      display: block;
      width: 100%;
      height: 28px;
      padding: 0;
      border: 0;
      border-radius: 14px 14px 0 0;
      background: none;
      touch-action: none;
      cursor: pointer;
    }
    .handle::before {
      content: "";
      display: block;
      width: 40px;
      height: 4px;
      margin: 0 auto;
      border-radius: 2px;
      background: var(--border);
    }
    .handle::after {
      content: "";
      position: absolute;
      inset: -8px 0 auto;
      height: 44px;
      z-index: -1;
    }
    :host([reporting]) .stage {
      position: sticky;
      top: 0;
    }
    :host([reporting]) ruelle-panel {
      display: none;
    }
    ruelle-card.paper,
    ruelle-report.paper,
    ruelle-panel.paper {
      position: static;
      width: auto;
      border-radius: 0;
      box-shadow: none;
    }
    .unfold {
      display: none;
    }
    .told {
      top: 78px;
      left: 12px;
    }
  }
  @media (max-width: 760px) and (max-height: 600px) {
    ruelle-tools {
      --screen: none;
    }
  }
`;
