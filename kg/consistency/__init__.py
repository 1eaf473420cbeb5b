"""Stated figures → findings: which agree, which clash, and which may not be compared, each with its arithmetic."""
