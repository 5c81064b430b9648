import type { LayerSpecification, StyleSpecification } from "maplibre-gl";

/** Layers that the API draws: the streets and pictures that can be seen. */
const OURS = new Set(["grid", "sequences", "pictures"]);

/** The style with our own layers in the town's accent; those of a base map stay as they are. */
export function inAccent(style: StyleSpecification, accent: string): StyleSpecification {
  return { ...style, layers: style.layers.map((layer) => tinted(layer, accent)) };
}

function tinted(layer: LayerSpecification, accent: string): LayerSpecification {
  if (!("source-layer" in layer) || !OURS.has(layer["source-layer"] ?? "")) return layer;
  if (layer.type === "line") return { ...layer, paint: { ...layer.paint, "line-color": accent } };
  if (layer.type === "circle") return { ...layer, paint: { ...layer.paint, "circle-color": accent } };
  return layer;
}
