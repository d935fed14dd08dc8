"""Reports out: one neutral document, one file per format."""
