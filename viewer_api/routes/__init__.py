"""The endpoints beyond STAC, one file per thing that is asked for."""
