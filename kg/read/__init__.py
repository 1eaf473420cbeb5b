"""Data files → model: records and registry, read with every mistake reported at once."""
