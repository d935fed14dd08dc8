"""What happens to a text: repairs, conversion with alignment, fold, anchors. Pure functions, no files, no clock."""
