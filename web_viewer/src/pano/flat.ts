import type { Panorama } from "../api/panorama.ts";
import { download } from "./download.ts";
import { bounded, type Gaze, USUAL_FOV_DEG } from "./gaze.ts";
import { type Frame, motionWelcome, type Stage, type StageListener } from "./stage.ts";

const SCROLL_PER_DEGREE = 6;

/** Shows a flat picture, or a panorama laid flat where WebGL is missing; it scrolls when it is larger than the stage. */
export class Flat implements Stage {
  readonly #frame = document.createElement("div");
  readonly #image = document.createElement("img");
  readonly #listener: StageListener;
  #gaze: Gaze = { headingDeg: 0, pitchDeg: 0, fovDeg: USUAL_FOV_DEG };
  #address: string | null = null;

  constructor(container: HTMLElement, listener: StageListener) {
    this.#listener = listener;
    this.#frame.className = "flat";
    this.#image.alt = "";
    this.#image.draggable = false;
    this.#frame.append(this.#image);
    this.#frame.addEventListener("scroll", () => this.#listener.looked(this.#gaze), { passive: true });
    container.append(this.#frame);
  }

  async show(panorama: Panorama, gaze: Gaze, signal: AbortSignal): Promise<void> {
    if (panorama.previewUrl) {
      this.#listener.sharpened(false);
      this.#image.src = panorama.previewUrl;
    }
    const blob = await download(panorama.sdUrl, (share) => this.#listener.progressed(share), signal);
    this.#release();
    this.#address = URL.createObjectURL(blob);
    this.#image.src = this.#address;
    await this.#image.decode();
    signal.throwIfAborted();
    this.#gaze = { ...gaze, headingDeg: panorama.headingDeg, pitchDeg: 0 };
    this.look(this.#gaze, false);
    this.#listener.sharpened(true);
  }

  look(gaze: Gaze, smoothly: boolean): void {
    const wanted = bounded({ ...gaze, fovDeg: Math.min(gaze.fovDeg, USUAL_FOV_DEG) });
    const enlarged = USUAL_FOV_DEG / wanted.fovDeg;
    this.#image.style.width = `${100 * enlarged}%`;
    this.#image.style.height = `${100 * enlarged}%`;
    this.#frame.scrollBy({
      left: (gaze.headingDeg - this.#gaze.headingDeg) * SCROLL_PER_DEGREE,
      top: (this.#gaze.pitchDeg - gaze.pitchDeg) * SCROLL_PER_DEGREE,
      behavior: smoothly && motionWelcome() ? "smooth" : "instant",
    });
    this.#gaze = { ...this.#gaze, fovDeg: wanted.fovDeg };
    this.#listener.looked(this.#gaze);
  }

  frame(): Frame {
    const { left, top, width, height } = this.#image.getBoundingClientRect();
    const stage = this.#frame.parentElement?.getBoundingClientRect() ?? new DOMRect();
    const { naturalWidth, naturalHeight } = this.#image;
    const scale = Math.min(width / naturalWidth, height / naturalHeight);
    const [widthPx, heightPx] = [naturalWidth * scale, naturalHeight * scale];
    return { widthPx, heightPx, leftPx: left - stage.left + (width - widthPx) / 2, topPx: top - stage.top + (height - heightPx) / 2 };
  }

  leaveRoom(rightPx: number): void {
    this.#frame.style.right = `${rightPx}px`;
  }

  destroy(): void {
    this.#release();
    this.#frame.remove();
  }

  #release(): void {
    if (this.#address) URL.revokeObjectURL(this.#address);
    this.#address = null;
  }
}
