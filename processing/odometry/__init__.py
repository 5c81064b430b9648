"""How a camera saw itself move: the ground seen from above, laid from one picture onto the next."""
