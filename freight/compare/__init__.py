"""Variants of a study side by side: what differs, how surely, and how the gain is shared."""
