"""Questions → answers: the catalogue of queries, finding things by name, describing one thing with its words."""
