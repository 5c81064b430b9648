import { html, type TemplateResult } from "lit";

/** The town's name under the arch of the house. */
export function brand(town: string, tagline: string): TemplateResult {
  return html`<div class="brand">
    <svg viewBox="0 0 34 34" width="34" height="34" aria-hidden="true">
      <g fill="none" stroke="#fff" stroke-width="2.4" stroke-linecap="round">
        <path d="M9 25.5V15.5a8 8 0 0 1 16 0v10"></path>
      </g>
      <path d="M15.7 16h2.6L21 26h-8z" fill="#fff"></path>
    </svg>
    <span><strong>${town}</strong><span>${tagline}</span></span>
  </div>`;
}
