"""People's files to validated models: every fault of every file at once."""
