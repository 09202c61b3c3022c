"""Problem to solution: the only place that imports OR-Tools."""
