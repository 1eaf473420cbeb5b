"""Synthetic data of any size, and the measurements of docs/benchmarks.md."""
