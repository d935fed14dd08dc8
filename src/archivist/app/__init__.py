"""The use cases, as services that window and terminal both call."""
