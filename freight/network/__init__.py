"""Streets: the only place that names osmnx, networkx, osmium and shapely."""
