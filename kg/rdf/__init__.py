"""Records and registry ↔ RDF: terms, IRIs, quads."""
