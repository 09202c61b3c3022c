"""Sheets of the small town's day, and of a day meant to break the layout."""

from __future__ import annotations

from dataclasses import replace

import pytest

from freight.domain.fleet import Load
from freight.domain.plan import Charge, Leg, Plan, Route, Visit
from freight.domain.scenario import Scenario
from freight.domain.timeline import ChargeDone, FeePaid, Halt, RouteTimeline, Timeline
from freight.output.sheets.junctions import Junctions
from freight.output.sheets.sheet import Sheet, sheets
from tests.driven_legs import driven_leg
from tests.timelines import NODES, order, small_plan, small_scenario, small_streets
from tests.unit.output.conftest import Day

LONG = "Ærøskøbing & Østre Ålesunds felles varemottak for blåbærsyltetøy, <b>rømmegrøt</b> og lefse " * 2


@pytest.fixture(scope="session")
def small_sheets(day: Day) -> tuple[Sheet, ...]:
    return sheets(day.plan, day.scenario, day.timeline, Junctions.of(day.streets))


@pytest.fixture(scope="session")
def charging_sheet() -> Sheet:
    """El 1 drives to O1, charges at C1 with a fee on the way, and comes back."""
    streets, scenario = small_streets(), small_scenario()
    there = driven_leg(streets, (0,))
    fee = FeePaid("Z1", "R1", 25.5, there.arrive_s + 320.0)
    onward = replace(
        driven_leg(streets, (2,), depart_s=there.arrive_s + 300.0), fees=(fee,), zone_m=(("Z1", 40.0),)
    )
    home = driven_leg(streets, (3, 1), depart_s=onward.arrive_s + 900.0)
    lon, lat = NODES[1]
    charger, depot = scenario.chargers[0], scenario.depots[0]
    done = ChargeDone("C1", 6.0, ((onward.arrive_s, 20.0), (home.depart_s, 26.0)))
    halts = (
        Halt("D1", depot.lat, depot.lon, (), 0.0, 0.0, there.depart_s, Load(120.0), 54.0),
        Halt("O1", lat, lon, ("O1",), there.arrive_s, there.arrive_s, onward.depart_s, Load(), 30.0),
        Halt(
            "C1",
            charger.lat,
            charger.lon,
            (),
            onward.arrive_s,
            onward.arrive_s,
            home.depart_s,
            Load(),
            20.0,
            done,
        ),
        Halt("D1", depot.lat, depot.lon, (), home.arrive_s, home.arrive_s, home.arrive_s, Load(), 24.0),
    )
    timeline = Timeline((RouteTimeline("El 1", "electric-van", halts, (there, onward, home)),))
    way = Leg((0,), 0.0, 1.0)
    visits = (Visit(("O1",), way, 0, 0), Visit((), way, 0, 0, Charge("C1", 26.0)))
    plan = replace(small_plan(timeline), routes=(Route("El 1", 0, visits, way),))
    return sheets(plan, scenario, timeline, Junctions.of(streets))[0]


def crowded_day(stops: int = 40) -> tuple[Plan, Scenario, Timeline]:
    """One van, `stops` stops to and fro, every text as long as people write it."""
    streets, small = small_streets(), small_scenario(LONG)
    orders = tuple(
        replace(
            order(f"SENDING-2026-{i:04d}-ÆØÅ", i % 2 + 1, 12.5, name=f"{i} {LONG}"),
            address=f"Storgata {i}, oppgang B, varemottak i bakgården {'x' * (60 if i % 7 == 0 else 0)}",
            skills=frozenset({"lift", "kjøl"} if i % 3 == 0 else ()),
            priority=1 if i % 5 == 0 else 3,
        )
        for i in range(stops)
    )
    vehicle = replace(small.vehicles[0], id="Varebil nr. 1, Ærlig & Østre transport <i>")
    scenario = replace(small, orders=orders, vehicles=(vehicle,))
    depot = scenario.depots[0]
    legs = [driven_leg(streets, (0,))]
    halts = [Halt("D1", depot.lat, depot.lon, (), 0.0, 0.0, legs[0].depart_s, Load(500.0), None)]
    for i, one in enumerate(orders):
        arrive = legs[-1].arrive_s
        halts.append(Halt(one.id, one.lat, one.lon, (one.id,), arrive, arrive, arrive + 300.0, Load(), None))
        path = (2,) if i % 2 == 0 else (3,)
        legs.append(driven_leg(streets, path, depart_s=arrive + 300.0))
    last = legs[-1].arrive_s
    halts.append(Halt("D1", depot.lat, depot.lon, (), last, last, last, Load(), None))
    timeline = Timeline((RouteTimeline(vehicle.id, vehicle.type_id, tuple(halts), tuple(legs)),))
    return small_plan(timeline), scenario, timeline


@pytest.fixture(scope="session")
def crowded_sheet() -> Sheet:
    plan, scenario, timeline = crowded_day()
    return sheets(plan, scenario, timeline, Junctions.of(small_streets()))[0]
