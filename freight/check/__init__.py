"""Replays a plan on the streets and tests every rule; never imports freight.solve."""
