"""Why an order is left out, and the cheapest change of the day that would serve it."""
