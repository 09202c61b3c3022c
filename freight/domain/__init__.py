"""Frozen dataclasses and arrays; no input or output, no third party but numpy."""
