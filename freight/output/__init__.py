"""Timelines and accounts to files that people and other programs read."""
