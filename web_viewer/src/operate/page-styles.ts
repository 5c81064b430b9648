import { css } from "lit";

export const pageStyles = css`
  :host {
    display: block;
    min-height: 100dvh;
    background: var(--stone);
    font-size: 0.875rem;
  }
  .skip:not(:focus) {
    position: absolute;
    left: -999px;
  }
  .masthead {
    position: sticky;
    top: 0;
    z-index: 4;
    display: flex;
    gap: 12px;
    align-items: center;
    height: 56px;
    padding: 0 16px;
    border-bottom: 1px solid var(--hairline);
    background: var(--paper);
  }
  .masthead .brand {
    display: flex;
    gap: 12px;
    align-items: center;
    flex: 1;
    min-width: 0;
    color: inherit;
    text-decoration: none;
  }
  .brand svg {
    flex: none;
    border-radius: 8px;
    background: var(--accent);
  }
  .brand span {
    display: flex;
    gap: 12px;
    align-items: baseline;
    min-width: 0;
    white-space: nowrap;
  }
  .brand strong {
    font-size: 0.9375rem;
    font-weight: 620;
  }
  .brand span span {
    overflow: hidden;
    color: var(--ink-2);
    text-overflow: ellipsis;
  }
  .short,
  footer {
    display: none;
  }
  .who {
    border-radius: 999px;
    border-color: transparent;
    background: var(--stone-2);
  }
  .frame {
    display: grid;
    grid-template-columns: 216px minmax(0, 1fr);
    min-height: calc(100dvh - 56px);
  }
  nav {
    padding: 14px 12px;
    border-right: 1px solid var(--hairline);
    background: var(--paper);
  }
  nav ul {
    position: sticky;
    top: 70px;
    display: grid;
    gap: 3px;
  }
  nav a {
    display: flex;
    gap: 10px;
    align-items: center;
    min-height: 40px;
    padding: 0 10px;
    border-radius: 6px;
    color: var(--ink-2);
    font-weight: 550;
    text-decoration: none;
    transition: background var(--quick);
  }
  nav a:hover {
    background: var(--stone-2);
  }
  nav a[aria-current] {
    background: var(--accent-soft);
    color: var(--accent-dark);
  }
  nav .count {
    margin-left: auto;
    min-width: 20px;
    font-weight: 620;
    text-align: center;
  }
  nav .count.due {
    padding: 2px 8px;
    border-radius: 999px;
    background: var(--warn-soft);
    color: var(--warn);
  }
  main {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 24px;
    align-content: start;
    max-width: 1240px;
    padding: 24px;
  }
  main.jobs {
    grid-template-columns: minmax(0, 1fr) 372px;
  }
  main h1 {
    font-size: 1.5rem;
    font-weight: 620;
    line-height: 1.22;
  }
  .column {
    display: grid;
    gap: 16px;
    align-content: start;
    min-width: 0;
  }
  .narrow {
    max-width: 760px;
  }
  ruelle-needs {
    min-width: 0;
  }
  .toast {
    position: fixed;
    right: 24px;
    bottom: 24px;
    z-index: 6;
    display: flex;
    gap: 12px;
    align-items: flex-start;
    max-width: min(420px, calc(100vw - 32px));
    padding: 14px 16px;
    border-left: 4px solid var(--ok);
  }
  .toast.bad {
    border-left-color: var(--bad);
  }
  .toast p {
    flex: 1;
    padding-top: 2px;
  }
  .toast .button {
    margin: -6px -8px -6px 0;
  }
  .cut {
    display: flex;
    gap: 12px;
    padding: 12px 16px;
    border-left: 4px solid var(--warn);
    border-radius: 6px;
    background: var(--warn-soft);
  }
  .over {
    max-width: 32rem;
    margin: 15vh auto 0;
    padding: 0 16px;
  }
  @media (max-width: 1180px) {
    main.jobs {
      grid-template-columns: minmax(0, 1fr) 316px;
    }
    .frame {
      grid-template-columns: 188px minmax(0, 1fr);
    }
  }
  @media (max-width: 980px) {
    main.jobs {
      grid-template-columns: minmax(0, 1fr);
    }
  }
  @media (max-width: 760px) {
    .frame {
      display: block;
    }
    main,
    main.jobs {
      display: grid;
      gap: 14px;
      padding: 18px 16px calc(92px + env(safe-area-inset-bottom));
    }
    .column {
      gap: 14px;
    }
    .brand span span,
    .help,
    .who span,
    .wide {
      display: none;
    }
    .short {
      display: inline;
    }
    .masthead {
      gap: 6px;
    }
    .masthead .who {
      width: 44px;
      padding: 0;
    }
    .masthead .language {
      display: none;
    }
    footer {
      display: block;
    }
    .masthead .button {
      min-height: 44px;
    }
    nav {
      position: fixed;
      inset: auto 0 0;
      z-index: 5;
      padding: 0 2px env(safe-area-inset-bottom);
      border: 0;
      border-top: 1px solid var(--hairline);
    }
    nav ul {
      position: static;
      display: flex;
      justify-content: space-around;
    }
    nav li.journal {
      display: none;
    }
    nav a {
      position: relative;
      flex-direction: column;
      gap: 2px;
      justify-content: center;
      min-height: 62px;
      min-width: 60px;
      padding: 0 4px;
      border-radius: 0;
      font-size: 0.75rem;
    }
    nav a[aria-current],
    nav a:hover {
      background: none;
    }
    nav a[aria-current]::before {
      content: "";
      position: absolute;
      inset: -1px 4px auto;
      height: 3px;
      border-radius: 2px;
      background: var(--accent);
    }
    nav .count,
    nav .count.due {
      position: absolute;
      top: 5px;
      left: calc(50% + 6px);
      min-width: 18px;
      padding: 0 5px;
      border-radius: 999px;
      background: var(--warn-soft);
      color: var(--warn);
      font-size: 0.75rem;
      line-height: 18px;
    }
    nav .count.plain {
      display: none;
    }
    .toast {
      inset: auto 16px calc(78px + env(safe-area-inset-bottom));
    }
  }
  @media (max-width: 760px) and (max-height: 420px) {
    .masthead,
    nav {
      position: static;
    }
    main,
    main.jobs {
      padding-bottom: 18px;
    }
  }
`;
