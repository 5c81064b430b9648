import type { Panorama } from "../api/panorama.ts";
import { pictureById } from "../api/pictures.ts";
import { sparesData } from "../pano/support.ts";

const REMEMBERED = 40;

/** Finds the pictures of a walk: those seen and those next to come are remembered. */
export class Walk {
  readonly #known = new Map<string, Panorama>();
  #prefetching = new AbortController();

  /** The picture of that id. Throws ApiError, or the abort of `signal`. */
  async find(id: string, signal: AbortSignal): Promise<Panorama> {
    const panorama = this.#known.get(id) ?? (await pictureById(id, signal));
    this.remember(panorama);
    return panorama;
  }

  remember(panorama: Panorama): void {
    this.#known.delete(panorama.id);
    this.#known.set(panorama.id, panorama);
    const oldest = this.#known.keys().next();
    if (this.#known.size > REMEMBERED && !oldest.done) this.#known.delete(oldest.value);
  }

  /** Fetches what a next step needs, its description and its preview, once the browser has nothing better to do. */
  prepare(ids: readonly string[]): void {
    this.#prefetching.abort();
    if (sparesData()) return;
    this.#prefetching = new AbortController();
    const { signal } = this.#prefetching;
    whenIdle(() => {
      for (const id of ids.filter((wanted) => !this.#known.has(wanted))) void this.#prefetch(id, signal);
    });
  }

  async #prefetch(id: string, signal: AbortSignal): Promise<void> {
    try {
      const { previewUrl } = await this.find(id, signal);
      if (previewUrl && !signal.aborted) new Image().src = previewUrl;
    } catch {
      // A prefetch that fails costs nothing: the step itself asks again and tells.
    }
  }
}

function whenIdle(work: () => void): void {
  if ("requestIdleCallback" in window) requestIdleCallback(work, { timeout: 3000 });
  else setTimeout(work, 500);
}
