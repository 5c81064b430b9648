"""From draft items to things fit to be seen: place, anonymise, derive, reconstruct."""
