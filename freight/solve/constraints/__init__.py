"""One file a rule, each adding itself to the OR-Tools model."""
