"""Record-local keys → canonical things."""
