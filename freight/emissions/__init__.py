"""Driven legs to energy, fuel and emissions, by factors with a source."""
