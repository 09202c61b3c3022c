"""One small day, driven and accounted, for every test of the outputs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from freight.check.check import CheckResult
from freight.domain.plan import Plan
from freight.domain.scenario import Scenario
from freight.domain.timeline import Timeline
from freight.emissions.account import Account
from freight.network.streets import Streets
from tests.timelines import (
    small_account,
    small_plan,
    small_result,
    small_scenario,
    small_streets,
    small_timeline,
)


@dataclass(frozen=True)
class Day:
    """Everything an output is made from."""

    streets: Streets
    scenario: Scenario
    timeline: Timeline
    plan: Plan
    result: CheckResult
    account: Account

    @property
    def parts(self) -> dict[str, Any]:
        """Keyword arguments of the writers."""
        return {
            "plan": self.plan, "scenario": self.scenario, "streets": self.streets, "result": self.result,
            "account": self.account,
        }  # fmt: skip


def make_day(streets: Streets, scenario: Scenario, timeline: Timeline) -> Day:
    return Day(
        streets,
        scenario,
        timeline,
        small_plan(timeline),
        small_result(timeline),
        small_account(timeline, scenario),
    )


@pytest.fixture(scope="session")
def day() -> Day:
    streets, scenario = small_streets(), small_scenario()
    return make_day(streets, scenario, small_timeline(streets, scenario))


@pytest.fixture(scope="session")
def empty_day() -> Day:
    """Nothing is driven."""
    return make_day(small_streets("OpenStreetMap"), small_scenario(), Timeline(()))
