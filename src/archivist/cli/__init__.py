"""The services from a terminal: arguments in, words or JSON out."""
