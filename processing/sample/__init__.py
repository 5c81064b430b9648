"""The wind tunnel: a procedural street, driven through and filmed, with its exact truth beside it."""
