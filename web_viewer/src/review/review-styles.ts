import { css } from "lit";

export const reviewStyles = css`
  :host {
    display: grid;
    grid-template: 56px minmax(0, 1fr) auto auto / minmax(0, 1fr) 352px;
    grid-template-areas: "head head" "stage side" "strip side" "keys side";
    height: 100dvh;
    background: var(--paper);
    color: var(--ink);
    font-size: 0.875rem;
  }
  header {
    grid-area: head;
    display: flex;
    gap: 14px;
    align-items: center;
    padding: 0 16px;
    border-bottom: 1px solid var(--hairline);
  }
  header svg.arch {
    flex: none;
    border-radius: 8px;
    background: var(--accent);
  }
  header nav {
    flex: 1;
    min-width: 0;
  }
  header ol {
    display: flex;
    gap: 10px;
    align-items: center;
    min-width: 0;
    margin: 0;
    padding: 0;
    list-style: none;
    font-weight: 620;
  }
  header ol a {
    text-decoration: none;
  }
  header ol li {
    display: flex;
    gap: 10px;
    align-items: center;
    white-space: nowrap;
  }
  header .count strong {
    font-weight: 620;
  }
  header .bar {
    width: 180px;
  }
  .main {
    grid-area: stage;
    position: relative;
    min-height: 0;
  }
  ruelle-stage {
    position: absolute;
    inset: 0;
  }
  ruelle-stage.looks {
    filter: none;
  }
  .over {
    position: absolute;
    inset: auto 16px 16px;
    z-index: 2;
    max-width: 30rem;
  }
  .over.top {
    inset: 16px 16px auto;
  }
  aside {
    grid-area: side;
    display: flex;
    flex-direction: column;
    min-height: 0;
    border-left: 1px solid var(--hairline);
  }
  .about {
    padding: 14px 18px 12px;
  }
  .about h1 {
    font-size: 1.125rem;
    font-weight: 620;
    line-height: 1.3;
  }
  .tip {
    margin-top: 8px;
    padding: 8px 10px;
    border-radius: 6px;
    background: var(--accent-soft);
    color: var(--accent-dark);
    font-size: 0.8125rem;
  }
  .tip.warn {
    background: var(--warn-soft);
    color: var(--warn);
  }
  .scroll {
    flex: 1;
    min-height: 0;
    overflow-y: auto;
  }
  .scroll > .button {
    margin: 14px 18px;
    width: calc(100% - 36px);
    min-height: 40px;
  }
  ruelle-zones {
    border-bottom: 1px solid var(--hairline);
  }
  .finish {
    display: grid;
    gap: 10px;
    padding: 14px 18px 12px;
    border-top: 1px solid var(--hairline);
    background: var(--paper);
    text-align: center;
  }
  .finish p:first-child {
    text-align: left;
  }
  .finish .button {
    min-height: 44px;
    font-size: 0.9375rem;
  }
  .strip {
    grid-area: strip;
    display: flex;
    gap: 12px;
    padding: 14px 16px 10px;
    overflow-x: auto;
  }
  .strip a {
    flex: 0 0 132px;
    color: inherit;
    font-size: 0.8125rem;
    text-decoration: none;
  }
  .strip img,
  .strip .blank {
    display: grid;
    place-items: center;
    width: 132px;
    height: 78px;
    margin-bottom: 6px;
    border-radius: 6px;
    background: var(--stone-3);
    color: var(--ink-2);
    object-fit: cover;
  }
  .strip a[aria-current] {
    font-weight: 620;
  }
  .strip a[aria-current] :is(img, .blank) {
    box-shadow: 0 0 0 2px #fff, 0 0 0 5px var(--accent);
  }
  .keys {
    grid-area: keys;
    display: flex;
    flex-wrap: wrap;
    gap: 4px 18px;
    align-items: center;
    padding: 8px 16px;
    border-top: 1px solid var(--hairline);
    background: var(--stone);
    color: var(--ink-2);
    font-size: 0.8125rem;
  }
  .keys span {
    display: inline-flex;
    gap: 5px;
    align-items: center;
  }
  .keys .button {
    margin-left: auto;
    font-weight: 400;
    color: inherit;
  }
  @media (max-height: 640px) and (min-width: 761px) {
    .strip {
      display: none;
    }
  }
  @media (max-width: 1000px) and (min-width: 761px) {
    :host {
      grid-template-columns: minmax(0, 1fr) 300px;
    }
    header .bar {
      width: 90px;
    }
  }
  @media (max-width: 760px) {
    :host {
      display: block;
      height: auto;
      min-height: 100dvh;
      font-size: 0.9375rem;
    }
    header {
      position: sticky;
      top: 0;
      z-index: 4;
      height: 56px;
      gap: 10px;
      background: var(--paper);
    }
    header nav,
    header .bar {
      display: none;
    }
    header .count {
      flex: 1;
    }
    .main {
      position: sticky;
      top: 56px;
      z-index: 3;
      height: 42dvh;
    }
    aside {
      border: 0;
    }
    .scroll {
      overflow: visible;
    }
    .finish {
      position: sticky;
      bottom: 0;
      z-index: 3;
      gap: 6px;
      padding: 10px 16px calc(8px + env(safe-area-inset-bottom));
    }
    .finish p:first-child {
      display: none;
    }
    .strip,
    .keys {
      display: none;
    }
  }
  @media (max-width: 760px) and (max-height: 560px) {
    .main,
    .finish {
      position: relative;
      top: 0;
    }
    .main {
      min-height: 220px;
    }
  }
`;
