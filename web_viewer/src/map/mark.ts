import { type Map as MapLibre, Marker, type MarkerOptions } from "maplibre-gl";
import type { Place } from "../geo/place.ts";

/** Lays a drawing on the plan. It is no button, whatever MapLibre takes it for: the list of streets says the same in words. */
export function mark(map: MapLibre, place: Place, options: MarkerOptions & { element: HTMLElement }): Marker {
  const marker = new Marker(options).setLngLat([place.longitudeDeg, place.latitudeDeg]).addTo(map);
  for (const attribute of ["aria-label", "role", "tabindex"]) options.element.removeAttribute(attribute);
  options.element.setAttribute("aria-hidden", "true");
  return marker;
}
