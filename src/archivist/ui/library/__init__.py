"""Library and list: which reports there are."""
