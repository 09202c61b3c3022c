"""The example days, planned once for all tests of a run."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from freight.run import Budget, Day, Outcome, open_day, plan_day

EXAMPLES = Path(__file__).parents[2] / "examples"


@dataclass(frozen=True)
class PlannedDay:
    """An example with its inputs, its outcome and the folder it was written to."""

    day: Day
    outcome: Outcome
    directory: Path


def planned(name: str, directory: Path, iterations: int) -> PlannedDay:
    scenario = EXAMPLES / name / "scenario.yaml"
    outcome = plan_day(
        scenario, directory, Budget(seed=1, time_limit_s=None, iterations=iterations), lambda _: None
    )
    return PlannedDay(open_day(scenario), outcome, directory)


@pytest.fixture(scope="session")
def drammen(tmp_path_factory: pytest.TempPathFactory) -> PlannedDay:
    return planned("drammen", tmp_path_factory.mktemp("drammen"), iterations=5000)


@pytest.fixture(scope="session")
def two_vans(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A golden day of two orders and two vans; copies of it lie as deep, so that its scenario is found."""
    directory = tmp_path_factory.mktemp("two_vans") / "out"
    scenario = EXAMPLES.parent / "tests" / "golden" / "cases" / "good_two_vans" / "scenario.yaml"
    plan_day(scenario, directory, Budget(time_limit_s=None, iterations=5), lambda _: None)
    return directory


@pytest.fixture(scope="session")
def helsinki(tmp_path_factory: pytest.TempPathFactory) -> PlannedDay:
    return planned("helsinki", tmp_path_factory.mktemp("helsinki"), iterations=5000)
