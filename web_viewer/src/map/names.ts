import type { Map as MapLibre, Marker } from "maplibre-gl";
import { isAbort } from "../api/client.ts";
import type { Panorama } from "../api/panorama.ts";
import { picturesIn } from "../api/pictures.ts";
import type { Box } from "../geo/place.ts";
import { mark } from "./mark.ts";

const LEAST_ZOOM = 15;
const LEAST_PICTURES = 3;

/** A street name, where it stands on the plan, and its slope: 0 reads to the east, positive turns clockwise. */
export interface StreetName {
  readonly name: string;
  readonly at: Panorama;
  readonly slopeDeg: number;
}

/** One name for each street that has enough pictures, at its middle picture and along its heading. */
export function streetNames(pictures: readonly Panorama[]): StreetName[] {
  const streets = new Map<string, Panorama[]>();
  for (const picture of pictures) {
    if (picture.street) streets.set(picture.street, [...(streets.get(picture.street) ?? []), picture]);
  }
  return [...streets].flatMap(([name, ofStreet]) => {
    const at = ofStreet[Math.floor(ofStreet.length / 2)];
    if (!at || ofStreet.length < LEAST_PICTURES) return [];
    return [{ name, at, slopeDeg: readable(at.headingDeg - 90) }];
  });
}

/** Writes the names of the streets in view over a plan that has no base map to do so. */
export class StreetNames {
  readonly #map: MapLibre;
  #markers: Marker[] = [];
  #asking = new AbortController();

  constructor(map: MapLibre) {
    this.#map = map;
    map.on("moveend", () => void this.#write());
    void this.#write();
  }

  async #write(): Promise<void> {
    this.#asking.abort();
    this.#asking = new AbortController();
    try {
      const names = this.#map.getZoom() < LEAST_ZOOM ? [] : streetNames(await picturesIn(this.#view(), this.#asking.signal));
      for (const marker of this.#markers) marker.remove();
      this.#markers = names.map((name) => this.#marker(name));
    } catch (error) {
      // Names are a courtesy: the plan stands with those it has.
      if (!isAbort(error)) console.info("street names", error);
    }
  }

  #view(): Box {
    const bounds = this.#map.getBounds();
    return [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
  }

  #marker({ name, at, slopeDeg }: StreetName): Marker {
    const element = document.createElement("div");
    element.className = "street-name";
    element.textContent = name;
    return mark(this.#map, at.place, { element, rotation: slopeDeg });
  }
}

/** The same line, turned so that its words do not stand on their heads. */
function readable(slopeDeg: number): number {
  const half = ((slopeDeg % 180) + 180) % 180;
  return half > 90 ? half - 180 : half;
}
