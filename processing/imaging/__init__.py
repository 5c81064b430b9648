"""Pure functions on pictures: decode, resize, tile, encode, pack."""
