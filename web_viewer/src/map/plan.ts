import { AttributionControl, type LngLatLike, Map as MapLibre, type Marker, type StyleSpecification } from "maplibre-gl";
import css from "maplibre-gl/dist/maplibre-gl.css?inline";
import type { Place } from "../geo/place.ts";
import type { Gaze } from "../pano/gaze.ts";
import { motionWelcome } from "../pano/stage.ts";
import { mark } from "./mark.ts";
import { StreetNames } from "./street-names.ts";
import { inAccent } from "./style.ts";

const STREET_ZOOM = 16.2;
const FARTHEST_ZOOM = 19.5;
const MARGIN_PX = 40;

/** What a reader does on the plan. */
export interface PlanListener {
  chose(place: Place): void;
}

/** How the plan is told and coloured. */
export interface PlanLook {
  readonly name: string;
  readonly accent: string;
  /** Whether street names must be written here, for want of a base map. */
  readonly withNames: boolean;
}

/** The map of the streets that can be seen, with the place and the gaze of the reader. */
export class Plan {
  readonly #map: MapLibre;
  readonly #marker: Marker;

  /** Fetches the style and draws the map. Throws if either cannot be had. */
  static async draw(container: HTMLElement, place: Place, look: PlanLook, listener: PlanListener): Promise<Plan> {
    const response = await fetch("/api/map/style.json");
    if (!response.ok) throw new Error(`style.json: ${response.status}`);
    adoptStyles(container);
    return new Plan(container, inAccent((await response.json()) as StyleSpecification, look.accent), place, look, listener);
  }

  private constructor(
    container: HTMLElement,
    style: StyleSpecification,
    place: Place,
    look: PlanLook,
    listener: PlanListener,
  ) {
    this.#map = new MapLibre({
      container,
      style,
      center: lngLat(place),
      zoom: STREET_ZOOM,
      maxZoom: FARTHEST_ZOOM,
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      fadeDuration: 0,
      locale: { "Map.Title": look.name },
    });
    this.#map.touchZoomRotate.disableRotation();
    this.#map.keyboard.disableRotation();
    this.#map.addControl(new AttributionControl({ compact: false }), "bottom-right");
    this.#map.on("click", ({ lngLat: { lng, lat } }) => listener.chose({ longitudeDeg: lng, latitudeDeg: lat }));
    if (look.withNames) new StreetNames(this.#map);
    this.#marker = mark(this.#map, place, { element: hereElement(), rotationAlignment: "map" });
  }

  /** Puts the reader's mark, and moves the map only if the mark would leave it. */
  stand(place: Place): void {
    this.#marker.setLngLat(lngLat(place));
    const { x, y } = this.#map.project(lngLat(place));
    const { clientWidth, clientHeight } = this.#map.getContainer();
    const seen = x > MARGIN_PX && y > MARGIN_PX && x < clientWidth - MARGIN_PX && y < clientHeight - MARGIN_PX;
    if (!seen) this.centre(place);
  }

  centre(place: Place): void {
    this.#map.easeTo({ center: lngLat(place), zoom: Math.max(this.#map.getZoom(), STREET_ZOOM), animate: motionWelcome() });
  }

  face({ headingDeg }: Gaze): void {
    this.#marker.setRotation(headingDeg);
  }

  rename(name: string): void {
    this.#map.getCanvas().setAttribute("aria-label", name);
  }

  destroy(): void {
    this.#map.remove();
  }
}

const lngLat = ({ longitudeDeg, latitudeDeg }: Place): LngLatLike => [longitudeDeg, latitudeDeg];

function hereElement(): HTMLElement {
  const element = document.createElement("div");
  element.className = "here";
  element.innerHTML = `<svg viewBox="-40 -40 80 80" width="80" height="80" aria-hidden="true">
    <path d="M0 0L-17 -33A37 37 0 0 1 17 -33Z" fill="#231f19" fill-opacity=".26"></path>
    <circle r="8.5" fill="#fff"></circle><circle r="6" fill="#231f19"></circle></svg>`;
  return element;
}

function adoptStyles(container: HTMLElement): void {
  const root = container.getRootNode() as Document | ShadowRoot;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [sheet, ...root.adoptedStyleSheets];
}
