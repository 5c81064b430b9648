"""Pure geometry of streets: frames of reference, cleaned trajectories, headings and the choice of places along them."""
