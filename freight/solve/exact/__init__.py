"""Small days with charging, solved to proven quality by CP-SAT: legs, times, levels and sessions at once."""
