"""Pages: what was read, as HTML that needs nothing but itself."""
