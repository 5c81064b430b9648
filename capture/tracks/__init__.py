"""The track formats, each from bytes to a raw trajectory; cleaning and smoothing come later, in processing."""
