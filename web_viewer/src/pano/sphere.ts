import { Cache, events, Viewer } from "@photo-sphere-viewer/core";
import { EquirectangularTilesAdapter } from "@photo-sphere-viewer/equirectangular-tiles-adapter";
import type { PerspectiveCamera } from "three";
import css from "@photo-sphere-viewer/core/index.css?inline";
import type { Panorama } from "../api/panorama.ts";
import { normalise } from "../geo/place.ts";
import { download } from "./download.ts";
import { type Gaze, NARROWEST_FOV_DEG, WIDEST_FOV_DEG } from "./gaze.ts";
import { motionWelcome, type Stage, type StageListener } from "./stage.ts";
import { SEGMENTS, tiling } from "./tiling.ts";

const FADE_MS = 300;
const PATIENCE_MS = 200;
const TURN_SPEED = "120dps";

/** Shows panoramas all around, with Photo Sphere Viewer; its yaw is our heading. */
export class Sphere implements Stage {
  readonly #viewer: Viewer;
  readonly #listener: StageListener;
  readonly #saveData: boolean;
  #shown = false;
  #roomPx = 0;

  constructor(container: HTMLElement, listener: StageListener, saveData: boolean) {
    this.#listener = listener;
    this.#saveData = saveData;
    adoptStyles(container);
    this.#viewer = new Viewer({
      container,
      adapter: EquirectangularTilesAdapter.withConfig({ resolution: SEGMENTS, baseBlur: false, showErrorTile: false }),
      navbar: false,
      keyboard: false,
      minFov: NARROWEST_FOV_DEG,
      maxFov: WIDEST_FOV_DEG,
      mousewheel: true,
      moveInertia: motionWelcome() ? 0.8 : 0,
    });
    this.#viewer.renderer.setCustomRenderer((renderer) => ({
      render: (scene, camera) => {
        this.#centre(camera as PerspectiveCamera);
        renderer.render(scene, camera);
      },
    }));
    for (const type of [events.PositionUpdatedEvent.type, events.ZoomUpdatedEvent.type] as const) {
      this.#viewer.addEventListener(type, () => this.#listener.looked(this.#gaze()));
    }
  }

  async show(panorama: Panorama, gaze: Gaze, signal: AbortSignal): Promise<void> {
    const sharp = download(panorama.sdUrl, (share) => this.#listener.progressed(share), signal);
    sharp.catch(() => undefined);
    const { previewUrl } = panorama;
    const blurredFirst = previewUrl !== null && !(await settlesWithin(sharp, this.#shown ? PATIENCE_MS : 0));
    signal.throwIfAborted();
    if (blurredFirst) {
      await this.#put(panorama, previewUrl, gaze, { tiles: false, fade: false });
      signal.throwIfAborted();
      this.#listener.sharpened(false);
    }
    Cache.add(panorama.sdUrl, panorama.sdUrl, await sharp);
    // A reader who looked around while the preview was up keeps the gaze.
    const kept = blurredFirst ? this.#gaze() : gaze;
    await this.#put(panorama, panorama.sdUrl, kept, { tiles: !this.#saveData, fade: this.#shown });
    signal.throwIfAborted();
    this.#listener.sharpened(true);
  }

  look(gaze: Gaze, smoothly: boolean): void {
    const position = { yaw: degrees(gaze.headingDeg), pitch: degrees(gaze.pitchDeg) };
    const zoom = zoomOf(gaze.fovDeg);
    if (smoothly && motionWelcome()) {
      void this.#viewer.animate({ ...position, zoom, speed: TURN_SPEED });
    } else {
      void this.#viewer.stopAnimation();
      this.#viewer.rotate(position);
      this.#viewer.zoom(zoom);
    }
  }

  frame(): null {
    return null;
  }

  leaveRoom(rightPx: number): void {
    this.#roomPx = rightPx;
    this.#viewer.needsUpdate();
  }

  destroy(): void {
    this.#viewer.destroy();
  }

  async #put(panorama: Panorama, url: string, gaze: Gaze, how: { tiles: boolean; fade: boolean }): Promise<void> {
    await this.#viewer.setPanorama(tiling(panorama, url, how.tiles), {
      position: { yaw: degrees(gaze.headingDeg), pitch: degrees(gaze.pitchDeg) },
      zoom: zoomOf(gaze.fovDeg),
      showLoader: false,
      transition: how.fade && motionWelcome() ? { effect: "fade", rotation: false, speed: FADE_MS } : false,
      sphereCorrection: {
        pan: degrees(-panorama.headingDeg),
        tilt: degrees(-panorama.pitchDeg),
        roll: degrees(panorama.rollDeg),
      },
    });
    this.#shown = true;
  }

  #centre(camera: PerspectiveCamera): void {
    const { width, height } = this.#viewer.getSize();
    camera.setViewOffset(width, height, this.#roomPx / 2, 0, width, height);
  }

  #gaze(): Gaze {
    const { yaw, pitch } = this.#viewer.getPosition();
    return {
      headingDeg: normalise((yaw * 180) / Math.PI),
      pitchDeg: (pitch * 180) / Math.PI,
      fovDeg: fovOf(this.#viewer.getZoomLevel()),
    };
  }
}

const FOV_RANGE_DEG = WIDEST_FOV_DEG - NARROWEST_FOV_DEG;

/** Zoom levels go from 0, the widest field of view, to 100; the viewer's own conversion rounds them. */
const zoomOf = (fovDeg: number): number => ((WIDEST_FOV_DEG - fovDeg) / FOV_RANGE_DEG) * 100;
const fovOf = (zoom: number): number => WIDEST_FOV_DEG - (zoom / 100) * FOV_RANGE_DEG;

const degrees = (angleDeg: number): string => `${normalise(angleDeg)}deg`;

async function settlesWithin(work: Promise<unknown>, limitMs: number): Promise<boolean> {
  const settled = work.then(
    () => true,
    () => true,
  );
  return Promise.race([settled, new Promise<false>((resolve) => setTimeout(() => resolve(false), limitMs))]);
}

function adoptStyles(container: HTMLElement): void {
  const root = container.getRootNode() as Document | ShadowRoot;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [sheet, ...root.adoptedStyleSheets];
}
