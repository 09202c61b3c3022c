"""Delivery windows for a new receiver: which of them the plan as it stands can keep, and at what cost."""
