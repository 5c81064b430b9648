import type { Panorama } from "../api/panorama.ts";
import type { Gaze } from "./gaze.ts";

/** What a stage tells while it works. */
export interface StageListener {
  /** The gaze moved, by the reader's hand or ours. */
  looked(gaze: Gaze): void;
  /** The picture on stage became blurred (a preview) or sharp. */
  sharpened(sharp: boolean): void;
  /** How much of the sharp picture has come, from 0 to 1. */
  progressed(share: number): void;
}

/** A rectangle of the stage. */
export interface Frame {
  readonly leftPx: number;
  readonly topPx: number;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** A place where a picture is shown and looked around in. */
export interface Stage {
  /** Shows a picture; settles once it is sharp. Throws ApiError, or the abort of `signal`. */
  show(panorama: Panorama, gaze: Gaze, signal: AbortSignal): Promise<void>;
  look(gaze: Gaze, smoothly: boolean): void;
  /** Where a picture that is laid flat lies, from the stage's top left corner; null for a sphere. */
  frame(): Frame | null;
  /** Keeps what matters in the middle when something covers the right of the stage. */
  leaveRoom(rightPx: number): void;
  destroy(): void;
}

/** Whether motion is welcome. */
export const motionWelcome = (): boolean => !matchMedia("(prefers-reduced-motion: reduce)").matches;
