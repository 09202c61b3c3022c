"""When and how strongly the vehicles of a depot charge."""
