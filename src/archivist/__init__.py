"""Archivist: a desktop reader for archives of Chinese-language reports."""

__version__ = "0.1.0"
