import { css } from "lit";

export const panelStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    overflow: hidden auto;
    background: var(--paper);
  }
  header {
    display: flex;
    align-items: center;
    gap: 4px;
    padding: 10px 8px 10px 14px;
  }
  .switch {
    display: flex;
    padding: 0;
    border-radius: 8px;
    background: var(--stone-2);
  }
  .switch label {
    position: relative;
    display: inline-flex;
    align-items: center;
    gap: 8px;
    min-height: 40px;
    padding: 0 16px;
    border: 1px solid transparent;
    border-radius: 7px;
    color: var(--ink-2);
    font-weight: 550;
    font-size: 0.875rem;
    cursor: pointer;
  }
  .switch .chosen {
    border-color: var(--border);
    background: var(--paper);
    color: var(--ink);
  }
  .switch label:has(:focus-visible) {
    box-shadow: var(--focus-ring);
    z-index: 1;
  }
  .switch input {
    position: absolute;
    inset: -3px 0;
    width: 100%;
    height: calc(100% + 6px);
    margin: 0;
    opacity: 0;
    cursor: pointer;
  }
  .switch input:focus-visible {
    box-shadow: none !important;
  }
  .language {
    margin-left: auto;
    padding: 0 10px;
    font-size: 0.875rem;
  }
  .body {
    position: relative;
    flex: 1 0 220px;
    display: flex;
    flex-direction: column;
    border-block: 1px solid var(--hairline);
  }
  ruelle-plan,
  ruelle-streets {
    position: absolute;
    inset: 0;
  }
  .list,
  .return,
  .report,
  .phone {
    display: none;
  }
  .list.button {
    border-color: transparent;
    box-shadow: var(--floating);
  }
  footer {
    padding: 14px 16px 16px;
    border-top: 1px solid var(--hairline);
    color: var(--ink-2);
    font-size: 0.8125rem;
  }
  .blurred {
    display: flex;
    align-items: center;
    gap: 6px;
    margin-bottom: 2px;
    color: var(--accent);
    font-weight: 550;
  }
  footer ul {
    display: flex;
    flex-wrap: wrap;
    gap: 0 14px;
    margin-top: 4px;
  }
  footer a,
  .inline {
    display: inline-block;
    padding: 4px 0;
    border: 0;
    border-radius: 3px;
    background: none;
    color: var(--ink);
    font-weight: 550;
    font-size: 0.8125rem;
    text-decoration: underline;
    text-underline-offset: 3px;
    cursor: pointer;
  }
  footer li {
    display: flex;
    align-items: center;
    min-height: 28px;
  }
  @media (max-width: 760px) {
    :host {
      overflow: visible;
    }
    header {
      display: none;
    }
    .body {
      flex: none;
      min-height: max(280px, calc(100dvh - var(--stage) - 148px));
    }
    .list,
    .return {
      display: inline-flex;
    }
    .return {
      flex: none;
      align-self: flex-start;
      margin: 10px 16px;
    }
    ruelle-streets {
      position: static;
    }
    .phone {
      display: flex;
    }
    footer li {
      min-height: 44px;
    }
    .report {
      position: sticky;
      bottom: 0;
      z-index: 3;
      display: block;
      padding: 12px 16px calc(12px + env(safe-area-inset-bottom));
      border-top: 1px solid var(--hairline);
      background: var(--paper);
    }
    .report .button {
      width: 100%;
    }
  }
  @media (max-width: 760px) and (max-height: 600px) {
    .report {
      position: static;
    }
  }
`;
