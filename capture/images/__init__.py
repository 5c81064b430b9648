"""What a JPEG says of itself: size, clock, place, gaze and projection, from its headers alone."""
