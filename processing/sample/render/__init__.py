"""From a scene to pixels: baked light, traced surfaces, filtered textures."""
