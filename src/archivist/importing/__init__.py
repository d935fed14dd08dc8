"""Bytes in: one file per format, sources, worker processes."""
