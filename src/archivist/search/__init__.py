"""The full-text index: only here is Whoosh known."""
