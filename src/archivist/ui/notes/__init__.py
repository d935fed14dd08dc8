"""What was written about a report: annotations, repairs, details; and the popups in the text."""
