"""Text → ExtractionRecord: what an announcement names, relates and counts, each tied to its words."""
