import { css } from "lit";

export const pictureStyles = css`
  :host {
    display: block;
    position: relative;
    overflow: hidden;
    background: linear-gradient(#d9dee0, #e9e3d7 55%, #cfc7b8);
  }
  .frame,
  .stage,
  .poster {
    position: absolute;
    inset: 0;
  }
  .frame:focus-visible {
    box-shadow: none !important;
  }
  .frame:focus-visible::after {
    content: "";
    position: absolute;
    inset: 3px;
    z-index: 5;
    border: 3px solid var(--focus);
    border-radius: 4px;
    box-shadow: 0 0 0 2px #fff, inset 0 0 0 2px #fff;
    pointer-events: none;
  }
  .poster {
    background-position: center;
    background-size: cover;
    filter: blur(12px);
    transform: scale(1.06);
  }
  .stage {
    transition: filter var(--panels);
  }
  .stage[hidden] {
    display: block;
    visibility: hidden;
  }
  .stage.blurred {
    filter: blur(9px);
  }
  .psv-container {
    background: transparent;
  }
  .psv-overlay,
  .psv-loader-container {
    display: none;
  }
  .flat {
    position: absolute;
    inset: 0;
    display: grid;
    overflow: auto;
    background: #231f19;
  }
  .flat img {
    object-fit: contain;
    max-width: none;
    margin: auto;
  }
  .hint {
    position: absolute;
    top: 92px;
    left: 16px;
    max-width: min(440px, calc(100% - 110px));
    padding: 10px 16px;
    font-size: 0.9375rem;
  }
`;
