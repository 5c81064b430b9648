"""The catalog's database: SQLite behind one façade, :class:`ruelle.catalog.database.repository.Catalog`."""
