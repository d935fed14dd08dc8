"""Finding: in the archive, and in the open report."""
