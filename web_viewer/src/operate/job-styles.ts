import { css } from "lit";

export const jobStyles = css`
  :host {
    display: grid;
    gap: 16px;
    align-content: start;
  }
  .top {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    align-items: center;
    justify-content: space-between;
    min-height: 36px;
  }
  h1 {
    font-size: 1.5rem;
    font-weight: 620;
    line-height: 1.22;
  }
  [data-job] {
    display: grid;
    gap: 12px;
    padding: 18px;
  }
  [data-job] + [data-job],
  .line {
    border-top: 1px solid var(--hairline);
  }
  [data-job]:focus-visible {
    border-radius: 10px;
  }
  .head,
  .line {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 10px;
    align-items: baseline;
  }
  .line {
    flex-wrap: nowrap;
    align-items: center;
    padding: 9px 18px;
  }
  .line strong {
    font-weight: 550;
  }
  .line .ok {
    display: inline-flex;
    color: var(--ok);
  }
  .grow {
    flex: 1;
  }
  .told {
    color: var(--ink-2);
  }
  .head .square {
    align-self: center;
    margin: -10px -8px -10px 0;
  }
  .told strong {
    margin-right: 6px;
    color: var(--ink);
    font-weight: 620;
  }
  .told.failed,
  .told.waiting {
    color: var(--bad);
  }
  .steps {
    display: grid;
    grid-template-columns: repeat(5, 1fr);
    gap: 6px;
    margin: 0;
    padding: 0;
    list-style: none;
    font-size: 0.8125rem;
  }
  .steps li {
    display: grid;
    gap: 1px;
    align-content: start;
    color: var(--ink-2);
  }
  .steps .bar {
    margin-bottom: 5px;
  }
  .steps .now > span:first-of-type {
    color: var(--ink);
    font-weight: 620;
  }
  .steps .icon {
    color: var(--accent);
    vertical-align: -2px;
  }
  .one {
    display: none;
  }
  section header {
    border-bottom: 0;
  }
  @media (max-width: 760px) {
    :host {
      gap: 14px;
    }
    .steps {
      display: none;
    }
    .one {
      display: grid;
      gap: 8px;
      color: var(--ink-2);
      font-size: 0.875rem;
    }
    .head .grow {
      flex: 1 0 100%;
      order: 3;
      font-size: 0.875rem;
    }
    .head h2 {
      flex: 1 0 60%;
    }
    .head .told {
      order: 2;
      flex: 1;
    }
    .head .square {
      order: 1;
    }
  }
`;
