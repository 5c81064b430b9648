"""Finding what must not be recognised: faces, licence plates and persons, as regions of the viewing sphere."""
