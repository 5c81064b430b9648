import { css } from "lit";

export const dropStyles = css`
  .zone {
    display: grid;
    gap: 4px;
    justify-items: center;
    padding: 22px 20px;
    border: 2px dashed var(--border);
    border-radius: 10px;
    background: var(--paper);
    text-align: center;
    transition: background var(--quick), border-color var(--quick);
  }
  .zone.over {
    border-color: var(--accent);
    background: var(--accent-soft);
  }
  .zone.stopped {
    border-style: solid;
    border-color: var(--warn);
    color: var(--warn);
  }
  .mark {
    color: var(--accent);
  }
  .actions {
    justify-content: center;
    margin-top: 10px;
  }
  form {
    display: grid;
    gap: 14px;
    width: 100%;
    max-width: 26rem;
    text-align: left;
  }
  form .actions {
    justify-content: flex-start;
    margin-top: 0;
  }
  fieldset {
    display: grid;
    gap: 2px;
    margin: 0;
    padding: 0;
    border: 0;
  }
  legend {
    padding: 0;
    font-weight: 550;
  }
  fieldset label {
    display: flex;
    gap: 10px;
    align-items: center;
    min-height: 32px;
    font-weight: 400;
    cursor: pointer;
  }
  fieldset input {
    width: 18px;
    height: 18px;
    margin: 0;
    accent-color: var(--accent);
  }
  @media (max-width: 760px) {
    fieldset label {
      min-height: 44px;
    }
    .actions > .button {
      flex: 1 0 auto;
    }
  }
`;
