"""What a good day becomes, and the choices made where its files are silent."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from shutil import copytree

import pytest

from freight.domain.fleet import Battery, CurveConsumption, EnergySource, Load, Mode, SimpleConsumption
from freight.domain.scenario import EMBEDDED, Effect, FeePer, OrderKind, Weights
from freight.errors import InputError
from freight.inputs.load import load_scenario
from freight.inputs.orders import PENALTY_NOK
from freight.units import HORIZON_S
from tests.broken_inputs.cases import GOOD

ROOT = Path(__file__).parents[3]


@pytest.fixture
def day(tmp_path: Path) -> Path:
    return copytree(GOOD, tmp_path / "day")


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def messages(path: Path) -> list[str]:
    with pytest.raises(InputError) as caught:
        load_scenario(path)
    return [str(fault) for fault in caught.value.faults]


def test_the_good_day(day: Path) -> None:
    scenario = load_scenario(day / "scenario.yaml")
    assert (scenario.name, scenario.day, scenario.timezone) == ("Small day", date(2026, 11, 23), "Europe/Oslo")
    assert (scenario.network, scenario.temperature_c, scenario.weights) == (EMBEDDED, 2.0, Weights())
    assert (scenario.prices.diesel_nok_per_l, scenario.prices.petrol_nok_per_l) == (16.5, 0.0)
    assert 0.5 < scenario.urban_factor <= 1 and 20 <= scenario.snap_limit_m <= 100
    assert [depot.id for depot in scenario.depots] == ["C1", "H1"]
    assert scenario.chargers[0].modes == {Mode.DRIVE, Mode.CYCLE}
    assert scenario.factors_file.name == "factors.csv" and scenario.factors_file.is_file()
    assert all(path.is_file() for path in scenario.input_files.values())
    assert {"scenario", "orders", "fleet", "depots", "zones", "chargers", "factors", "gazetteer"} == set(
        scenario.input_files
    )


def test_orders(day: Path) -> None:
    first, second, third = load_scenario(day / "scenario.yaml").orders
    assert first.load == Load(12.5, 0.08, 2.0)
    assert first.penalty_nok == PENALTY_NOK[2]
    assert (round(second.lat, 4), round(second.lon, 4)) == (59.7435, 10.1944)
    assert (second.address, second.name, second.priority) == ("Papirbredden", "Ærlig bokhandel", 3)
    assert (second.penalty_nok, second.service_s, second.skills) == (15_000.0, 720, {"lift"})
    assert (third.kind, third.windows, third.row) == (OrderKind.PICKUP, ((0, HORIZON_S),), 4)


def test_every_priority_pays_more_than_the_next() -> None:
    penalties = [PENALTY_NOK[priority] for priority in sorted(PENALTY_NOK)]
    assert penalties == sorted(penalties, reverse=True)
    assert penalties[-1] > 500 + 420 + 20 * 3


def test_fleet(day: Path) -> None:
    scenario = load_scenario(day / "scenario.yaml")
    van, bike = scenario.vehicle_types
    assert (van.energy, van.euro_class, van.battery, van.hgv) == (EnergySource.DIESEL, 6, None, False)
    assert van.consumption == CurveConsumption("van_diesel_n1_iii", "euro6d")
    assert (van.factor_class, van.factor_euro) == ("van_diesel_n1_iii", "euro6d")
    assert van.capacity.units >= 1_000_000
    assert bike.battery == Battery(1.2, 0.8, 0.1) and bike.consumption == SimpleConsumption(0.02)
    first, second, lyn = scenario.vehicles
    assert (first.id, second.id, first.skills) == ("van-1", "van-2", {"lift"})
    assert (lyn.depot_id, lyn.shift_start_s, lyn.shift_end_s, lyn.start_charge_share) == (
        "H1",
        28_800,
        54_000,
        0.9,
    )


@pytest.mark.parametrize(
    ("gross", "stated", "hgv"),
    [
        ("3500", "", False),
        ("3501", "", True),
        ("4250", "    hgv: false\n", False),
        ("3500", "    hgv: true\n", True),
    ],
)
def test_heavy_goods_vehicles(day: Path, gross: str, stated: str, hgv: bool) -> None:
    edit(day / "fleet.yaml", "gross_weight_kg: 3500\n", f"gross_weight_kg: {gross}\n{stated}")
    assert load_scenario(day / "scenario.yaml").vehicle_types[0].hgv is hgv


def test_zones(day: Path) -> None:
    (zone,) = load_scenario(day / "scenario.yaml").zones
    ((ring,),) = zone.polygons
    assert ring[0] == ring[-1] == (10.196, 59.745) and len(ring) == 5
    ban, fee = zone.rules
    assert ban.who.energy == {EnergySource.DIESEL} and ban.who.exempt_vehicles == {"van-2"}
    assert (ban.effect, ban.hours, ban.fee_nok) == (Effect.BAN, "Mo-Fr 10:00-18:00", 0.0)
    assert (fee.effect, fee.hours, fee.fee_nok, fee.per) == (Effect.FEE, "24/7", 60.0, FeePer.DAY)
    assert (fee.valid_from, fee.valid_to) == (date(2026, 1, 1), date(2026, 12, 31))


def test_many_polygons_with_holes_and_heights(day: Path) -> None:
    square = "[[10,59,5],[11,59,5],[11,60,5],[10,60,5],[10,59,5]]"
    hole = "[[10.2,59.2],[10.8,59.2],[10.8,59.8],[10.2,59.2]]"
    text = (day / "zones.geojson").read_text("utf-8")
    start, end = text.index('{"type": "Polygon"'), text.index(',\n      "properties"')
    many = f'{{"type": "MultiPolygon", "coordinates": [[{square}, {hole}], [{square}]]}}'
    (day / "zones.geojson").write_text(text[:start] + many + text[end:], "utf-8")
    (zone,) = load_scenario(day / "scenario.yaml").zones
    assert [len(polygon) for polygon in zone.polygons] == [2, 1]
    assert zone.polygons[0][0][0] == (10.0, 59.0)


def test_several_zone_files(day: Path) -> None:
    other = (day / "zones.geojson").read_text("utf-8").replace('"centre"', '"other"')
    (day / "more.geojson").write_text(other, "utf-8")
    edit(day / "scenario.yaml", "zones: zones.geojson", "zones: [zones.geojson, more.geojson]")
    scenario = load_scenario(day / "scenario.yaml")
    assert [zone.id for zone in scenario.zones] == ["centre", "other"]
    assert scenario.input_files["zones_2"].name == "more.geojson"


def test_everything_optional_left_out(day: Path) -> None:
    edit(day / "scenario.yaml", "zones: zones.geojson\nchargers: chargers.csv\n", "")
    scenario = load_scenario(day / "scenario.yaml")
    assert (scenario.zones, scenario.chargers) == ((), ())


def test_depots_in_the_scenario(day: Path) -> None:
    listed = "depots:\n  - {id: C1, name: Centre, lat: 59.73, lon: 10.22}\n"
    listed += "  - {id: H1, name: Hub, place: Papirbredden}"
    edit(day / "scenario.yaml", "depots: depots.csv", listed)
    assert [depot.id for depot in load_scenario(day / "scenario.yaml").depots] == ["C1", "H1"]
    edit(
        day / "scenario.yaml",
        "id: H1, name: Hub, place: Papirbredden",
        "id: C1, name: Hub, lat: 10.2, lon: 59.7",
    )
    swapped, twice = messages(day / "scenario.yaml")
    assert "depots[1].lat" in swapped and "swapped" in swapped
    assert "depots[1].id" in twice and "stands twice" in twice


def test_own_gazetteer_and_own_network(day: Path) -> None:
    (day / "town.osm").write_text("<osm/>")
    edit(day / "scenario.yaml", "network: drammen", "network: town.osm")
    (fault,) = messages(day / "scenario.yaml")
    assert "no gazetteer" in fault
    (day / "places.csv").write_text("name;lat;lon\npapirbredden;59,75;10,19\n", "utf-8")
    edit(day / "scenario.yaml", "network: town.osm", "network: town.osm\ngazetteer: places.csv")
    scenario = load_scenario(day / "scenario.yaml")
    assert scenario.orders[1].lat == 59.75
    assert Path(scenario.network) == (day / "town.osm").absolute()


def test_other_time_zones_have_other_coordinates(day: Path) -> None:
    edit(day / "orders.csv", "59,7435;10,2044", "-33,86;151,2")
    assert "outside Europe" in messages(day / "scenario.yaml")[0]
    for name in ("orders.csv", "depots.csv", "chargers.csv"):
        text = (day / name).read_text("utf-8").replace(";59,", ";-33,").replace(";10,", ";151,")
        (day / name).write_text(text, "utf-8")
    edit(day / "scenario.yaml", "zones: zones.geojson\n", "timezone: Australia/Sydney\n")
    assert load_scenario(day / "scenario.yaml").orders[0].lon == 151.2


def test_nothing_in_a_file_is_loaded_from_elsewhere(day: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(day.parent)
    relative = load_scenario(Path("day/scenario.yaml"))
    assert relative.orders == load_scenario(day / "scenario.yaml").orders
    assert relative.input_files["orders"] == Path("day/orders.csv")


def test_faults_name_the_file_as_the_user_did(day: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(day.parent)
    edit(day / "orders.csv", "12,5", "x")
    (fault,) = messages(Path("day/scenario.yaml"))
    assert fault.startswith(f"day{os.sep}orders.csv, row 2, column kg: must be a number (found 'x') ->")


def test_a_broken_scenario_does_not_hide_faults_of_depots(day: Path) -> None:
    edit(day / "scenario.yaml", "2026-11-23", "soon")
    edit(day / "fleet.yaml", "depot: H1", "depot: H7")
    assert len(messages(day / "scenario.yaml")) == 2


def test_unknown_depots_are_not_told_when_the_depots_file_is_broken(day: Path) -> None:
    edit(day / "depots.csv", "H1;Hub", "H1;")
    (fault,) = messages(day / "scenario.yaml")
    assert "row 3, column name" in fault


@pytest.mark.parametrize("path", ["examples/drammen/scenario.yaml", "configs/scenarios/day.yaml"])
def test_what_we_ship_loads(path: str) -> None:
    assert load_scenario(ROOT / path).orders


def test_the_drammen_example() -> None:
    scenario = load_scenario(ROOT / "examples" / "drammen" / "scenario.yaml")
    assert 140 <= len(scenario.orders) <= 195
    assert {order.kind for order in scenario.orders} == set(OrderKind)
    energies = {(kind.energy, kind.mode) for kind in scenario.vehicle_types}
    assert {
        (EnergySource.DIESEL, Mode.DRIVE),
        (EnergySource.ELECTRIC, Mode.DRIVE),
        (EnergySource.ELECTRIC, Mode.CYCLE),
    } <= energies
    assert all(zone.status == "scenario" for zone in scenario.zones)
    assert any(rule.hours != "24/7" for zone in scenario.zones for rule in zone.rules)


def test_the_example_orders_are_those_of_its_script(tmp_path: Path) -> None:
    import importlib.util

    path = ROOT / "examples" / "drammen" / "make_orders.py"
    spec = importlib.util.spec_from_file_location("make_orders", path)
    assert spec is not None and spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    script.HERE = tmp_path
    script.main()
    assert (tmp_path / "orders.csv").read_bytes() == (path.parent / "orders.csv").read_bytes()


@pytest.mark.parametrize(
    ("date_", "shift", "told"),
    [
        ("2026-03-29", "00:00-08:00", "the clocks are moved at 02:00 of 2026-03-29, within the shift"),
        ("2026-03-28", "22:00-30:00", "the clocks are moved at 26:00 of 2026-03-28, within the shift"),
        ("2026-10-25", "02:30-08:00", "end it by 02:00 or begin at 03:00"),
        ("2026-10-25", "03:00-08:00", ""),
        ("2026-03-28", "18:00-26:00", ""),
        ("2026-03-30", "00:00-08:00", ""),
    ],
)
def test_a_shift_may_not_run_over_the_hour_in_which_clocks_are_moved(
    day: Path, date_: str, shift: str, told: str
) -> None:
    edit(day / "scenario.yaml", "2026-11-23", date_)
    edit(day / "fleet.yaml", "07:00-15:00", shift)
    if told:
        found = messages(day / "scenario.yaml")
        assert len(found) == 2
        assert "vehicle van-1, shift" in found[0]
        assert told in found[0]
    else:
        assert load_scenario(day / "scenario.yaml").vehicles


def test_a_pipe_is_refused_and_not_waited_for(day: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "is_file", lambda path: path.name != "orders.csv")
    assert messages(day / "scenario.yaml") == [
        f"{day / 'orders.csv'}: is a pipe or a device, not a file -> save its content to a file first"
    ]
