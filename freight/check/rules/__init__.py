"""One file a rule, the twins of freight.solve.constraints."""
