"""The charging of a depot, tested without knowing how it was planned."""
