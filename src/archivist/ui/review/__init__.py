"""The review queue: one question after the other."""
