"""The improvement engine: ruin and recreate on plain arrays, compiled once (docs/kernel.md)."""
