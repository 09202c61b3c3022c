"""Planning the rest of a day again with as few broken promises as possible."""
