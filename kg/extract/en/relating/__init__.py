"""One file per family of relations, and the reading of clauses they share."""
