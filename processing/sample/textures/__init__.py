"""Pictures drawn at start: façades, roads, vehicles, people, signs and the sky."""
