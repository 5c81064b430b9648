import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { icon } from "../elements/icons.ts";
import { shared } from "../elements/styles.ts";
import { drawing } from "./drawings.ts";
import { dropStyles } from "./drop-styles.ts";
import type { Words } from "./fr.ts";
import { bytes } from "./quantities.ts";
import type { Disk, Visibility } from "./snapshot.ts";
import { staff } from "./styles.ts";
import { fromDrop, fromInput, sift } from "./uploads/chosen.ts";
import type { Uploads } from "./uploads/uploads.ts";

/** Where footage is dropped, or chosen by button, and named before it is sent. */
@customElement("ruelle-drop")
export class RuelleDrop extends LitElement {
  static override styles = [shared, staff, dropStyles];

  @property({ attribute: false }) words!: Words;
  @property({ attribute: false }) uploads!: Uploads;
  /** Another value each time the uploads have changed inside. */
  @property({ attribute: false }) revision: object = {};
  @property({ attribute: false }) campaigns: readonly string[] = [];
  @property({ attribute: false }) disk: Disk | null = null;
  @state() private over = false;
  @state() private nameless = false;
  @query("#files") private readonly files!: HTMLInputElement;
  @query("#folder") private readonly folder!: HTMLInputElement;

  /** Opens the browser's own dialog to choose files. */
  choose(): void {
    if (!this.isStopped) this.files.click();
  }

  private get isStopped(): boolean {
    return this.disk?.level === "stop";
  }

  override render(): TemplateResult {
    const { words } = this;
    if (this.isStopped) {
      return html`<div class="zone stopped" role="status">
        ${icon("warning", 24)}
        <h2>${words.noRoom}</h2>
        <p class="quiet-text">${words.noRoomRemedy}</p>
      </div>`;
    }
    return html`
      <div class="zone ${this.over ? "over" : ""}" @dragover=${this.hover} @dragleave=${() => (this.over = false)} @drop=${this.dropped}>
        ${this.uploads.chosen.length > 0 ? this.form() : this.invitation()}
      </div>
      <input id="files" type="file" multiple hidden @change=${this.picked} />
      <input id="folder" type="file" webkitdirectory hidden @change=${this.picked} />
    `;
  }

  private invitation(): TemplateResult {
    const { words, uploads } = this;
    return html`
      <span class="mark">${drawing("upload", 32)}</span>
      <h2>${this.over ? words.dropHere : words.drop}</h2>
      <p class="hint">${words.dropHint}</p>
      <div class="actions">
        <button class="button" type="button" @click=${this.choose}>${words.chooseFiles} <kbd aria-hidden="true">U</kbd></button>
        <button class="button quiet" type="button" @click=${() => this.folder.click()}>${words.chooseFolder}</button>
      </div>
      ${uploads.leftOut.length > 0 ? html`<p class="hint" role="status">${words.leftOut(uploads.leftOut.length)}</p>` : nothing}
    `;
  }

  private form(): TemplateResult {
    const { words, uploads, disk } = this;
    const lacks = disk !== null && uploads.chosenBytes > disk.freeBytes;
    const refusal = uploads.refusal;
    const trouble = lacks ? words.tooLarge(bytes(disk.freeBytes, words.tag)) : refusal ? `${refusal.problem} ${refusal.remedy}` : "";
    return html`<form novalidate @submit=${this.send}>
      <h2>${words.chosen(uploads.chosen.length, uploads.chosenBytes)}</h2>
      ${uploads.leftOut.length > 0 ? html`<p class="hint">${words.leftOut(uploads.leftOut.length)}</p>` : nothing}
      <div class="field">
        <label for="campaign">${words.campaign}</label>
        <input
          id="campaign"
          name="campaign"
          list="campaigns"
          maxlength="100"
          autocomplete="off"
          required
          aria-invalid=${this.nameless}
          aria-describedby="campaign-hint"
        />
        <datalist id="campaigns">${this.campaigns.map((name) => html`<option value=${name}></option>`)}</datalist>
        <p id="campaign-hint" class=${this.nameless ? "wrong" : "hint"}>
          ${this.nameless ? [icon("warning", 16), words.campaignMissing] : words.campaignHint}
        </p>
      </div>
      <fieldset>
        <legend>${words.visibilityName}</legend>
        ${(["staff", "public"] as const).map(
          (value) => html`<label><input type="radio" name="visibility" value=${value} ?checked=${value === "staff"} /> ${words.visibility[value]}</label>`,
        )}
      </fieldset>
      ${trouble ? html`<p class="wrong" role="alert">${icon("warning", 16)} ${trouble}</p>` : nothing}
      <div class="actions">
        <button class="button filled" aria-disabled=${lacks}>${words.send}</button>
        <button class="button quiet" type="button" @click=${() => uploads.drop()}>${words.cancel}</button>
      </div>
    </form>`;
  }

  private send(event: SubmitEvent): void {
    event.preventDefault();
    const written = new FormData(event.target as HTMLFormElement);
    const campaign = String(written.get("campaign")).trim();
    this.nameless = campaign === "";
    if (this.nameless) return this.renderRoot.querySelector<HTMLElement>("#campaign")?.focus();
    if (this.disk && this.uploads.chosenBytes > this.disk.freeBytes) return;
    void this.uploads.send(campaign, written.get("visibility") as Visibility);
  }

  private hover(event: DragEvent): void {
    event.preventDefault();
    this.over = true;
  }

  private async dropped(event: DragEvent): Promise<void> {
    event.preventDefault();
    this.over = false;
    if (event.dataTransfer) this.take(sift(await fromDrop(event.dataTransfer)));
  }

  private picked(event: Event): void {
    const input = event.target as HTMLInputElement;
    if (input.files) this.take(sift(fromInput(input.files)));
    input.value = "";
  }

  private take(choice: ReturnType<typeof sift>): void {
    this.uploads.choose(choice);
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>("#campaign")?.focus());
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "ruelle-drop": RuelleDrop;
  }
}
