"""What exists, and where its bytes are: the ground floor of the house, without pixels, HTTP or engine."""
