import type { Map as MapLibre, Marker } from "maplibre-gl";
import { type Street, streets } from "../api/streets.ts";
import { mark } from "./mark.ts";
import { type Label, layOut } from "./names.ts";

const LEAST_ZOOM = 15;

/** Writes the names of the streets in view over a plan that has no base map to do so. */
export class StreetNames {
  readonly #map: MapLibre;
  #streets: readonly Street[] = [];
  #markers: Marker[] = [];

  constructor(map: MapLibre) {
    this.#map = map;
    map.on("moveend", () => this.#write());
    map.on("resize", () => this.#write());
    void this.#learn();
  }

  async #learn(): Promise<void> {
    try {
      this.#streets = await streets();
      this.#write();
    } catch (error) {
      // Names are a courtesy: the plan stands without them.
      console.info("street names", error);
    }
  }

  #write(): void {
    const { clientWidth: widthPx, clientHeight: heightPx } = this.#map.getContainer();
    const seen = this.#map.getZoom() < LEAST_ZOOM ? [] : this.#streets;
    const labels = layOut(seen, ({ longitudeDeg, latitudeDeg }) => this.#map.project([longitudeDeg, latitudeDeg]), { widthPx, heightPx });
    for (const marker of this.#markers) marker.remove();
    this.#markers = labels.map((label) => this.#marker(label));
  }

  #marker({ name, at, slopeDeg, side }: Label): Marker {
    const element = document.createElement("div");
    element.className = `street-name ${side}`;
    element.textContent = name;
    return mark(this.#map, at, { element, rotation: slopeDeg });
  }
}
