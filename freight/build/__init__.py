"""Scenario and streets to a Problem, and a Solution back to a Plan of streets."""

from freight.build.plan import to_plan
from freight.build.problem import Built, build

__all__ = ["Built", "build", "to_plan"]
