"""The glue over Dask: nothing outside this folder knows it."""
