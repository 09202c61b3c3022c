"""Every entry of the catalogue: what it does to the day, how it is said, what is written into the files."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from freight.domain.fleet import Load, Mode
from freight.domain.scenario import Charger, Effect, Who, ZoneRule
from freight.explain.change import Change, Edit, apply, facts
from freight.explain.fleet_changes import (
    BatteryBigger,
    ChargerAdded,
    Exempted,
    ShiftLonger,
    SkillsAdded,
    StartFuller,
    VehicleAdded,
)
from freight.explain.order_changes import DayMoved, OrderSplit, PenaltyRaised, WindowWidened
from freight.explain.stops_change import StopsRaised
from freight.explain.territory_change import TerritoryAdded
from tests.days import ELECTRIC_VAN, HOUR, vehicle
from tests.unit.explain.town import MAP, a_day, an_order
from tests.zone_town import around, zone

BAN = ZoneRule("noon", Who(exempt_vehicles=frozenset({"old"})), "Mo-Fr 10:00-14:00", Effect.BAN)
TWO = ((8 * HOUR, 9 * HOUR), (10 * HOUR, 11 * HOUR))
DAY = a_day(
    an_order(windows=TWO, load=Load(1201.0, 1.0, 3.0)),
    vehicles=(vehicle("van-1"), vehicle("e-1", ELECTRIC_VAN, start_charge_share=0.4)),
    zones=(zone(around(MAP, "CF"), rules=(BAN,)),),
)
CHARGER = Charger("new-charger", "depot D", 59.7, 10.2, 22.0, 1, frozenset({Mode.DRIVE}))

CASES: tuple[tuple[Change, str, Edit], ...] = (
    (
        WindowWidened("o", TWO[0], (8 * HOUR, 9 * HOUR + 900)),
        "widen the window 08:00-09:00 of order o to 08:00-09:15 (15 min later)",
        Edit("orders", "row 2", "windows", "08:00-09:00|10:00-11:00", "08:00-09:15|10:00-11:00"),
    ),
    (
        PenaltyRaised("o", 10_000.0, 10_500.0),
        "raise the penalty of order o from 10000 to 10500 NOK",
        Edit("orders", "row 2", "penalty_nok", "10000", "10500"),
    ),
    (
        OrderSplit("o", (Load(600.5, 0.5, 2.0), Load(600.5, 0.5, 1.0))),
        "split order o into 2: 600.5 kg, 0.5 m3, 2 units; 600.5 kg, 0.5 m3, 1 units",
        Edit(
            "orders", "row 2", "the row", "o",
            "o/1: 600.5 kg, 0.5 m3, 2 units, penalty 5000; o/2: 600.5 kg, 0.5 m3, 1 units, penalty 5000",
        ),
    ),
    (
        DayMoved("o", date(2026, 11, 23), date(2026, 11, 28)),
        "bring order o on Saturday 2026-11-28 (the whole day, planned for that date, serves it)",
        Edit("scenario", "", "date", "2026-11-23", "2026-11-28"),
    ),
    (
        ShiftLonger("van-1", (6 * HOUR, 18 * HOUR), (6 * HOUR, 18 * HOUR + 720)),
        "lengthen the shift of van-1 from 06:00-18:00 to 06:00-18:12 (12 min)",
        Edit("fleet", "vehicle van-1", "shift", "06:00-18:00", "06:00-18:12"),
    ),
    (
        StopsRaised("van-1", 12, 13),
        "let van-1 (Van) make 13 stops, 1 more than its 12",
        Edit("fleet", "vehicle van-1", "max_stops", "12", "13"),
    ),
    (
        VehicleAdded(vehicle("van-extra-1", skills=frozenset({"lift"}))),
        "one more Van (van) at depot D, 06:00-18:00, with lift",
        Edit(
            "fleet", "vehicles", "a new entry", "",
            '{type: van, names: [van-extra-1], depot: D, shift: "06:00-18:00", skills: [lift]}',
        ),
    ),
    (
        StartFuller("e-1", 0.4, 1.0),
        "charge e-1 to 100% before it leaves, not 40%",
        Edit("fleet", "vehicle e-1", "start_charge_share", "0.4", "1"),
    ),
    (
        SkillsAdded("van-1", ("cold", "lift")),
        "give van-1 the skill cold, lift",
        Edit("fleet", "vehicle van-1", "skills", "[]", "[cold, lift]"),
    ),
    (
        TerritoryAdded("van-1", DAY.zones[0].id),
        f"let van-1 serve {DAY.zones[0].name} ({DAY.zones[0].id}) too",
        Edit("fleet", "vehicle van-1", "territories", "[]", f"[{DAY.zones[0].id}]"),
    ),
    (
        BatteryBigger("electric-van", 60.0, 61.5),
        "a battery of 61.5 kWh in the Electric van (electric-van), 1.5 kWh more",
        Edit("fleet", "type electric-van", "battery.capacity_kwh", "60", "61.5"),
    ),
    (
        ChargerAdded(CHARGER),
        "a charger of 22 kW at depot D",
        Edit(
            "chargers", "a new row", "", "",
            "id new-charger, lat 59.700000, lon 10.200000, power_kw 22, sockets 1, modes drive, session_nok 0",
        ),
    ),
    (
        Exempted("van-1", DAY.zones[0].id, ("noon",)),
        f"exempt van-1 from noon of the zone {DAY.zones[0].name}",
        Edit("zones", f"zone {DAY.zones[0].id}, rule noon", "who.exempt_vehicles", "[old]", "[old, van-1]"),
    ),
)  # fmt: skip


@pytest.mark.parametrize(("change", "text", "edit"), CASES, ids=[change.kind for change, _, _ in CASES])
def test_a_change_is_said_and_written(change: Change, text: str, edit: Edit) -> None:
    assert change.text(DAY) == text
    assert change.edits(DAY) == (edit,)
    assert facts(change)["kind"] == change.kind
    assert apply(change, DAY) != DAY


def test_only_what_the_change_names_is_changed() -> None:
    changes = tuple(change for change, _, _ in CASES if not isinstance(change, OrderSplit))
    made = apply(changes, DAY)
    first, second = made.orders
    assert first == replace(DAY.orders[0], windows=((8 * HOUR, 9 * HOUR + 900), TWO[1]), penalty_nok=10_500.0)
    assert second == DAY.orders[1]
    assert made.vehicles[0].shift_end_s == 18 * HOUR + 720
    assert made.vehicles[0].skills == {"cold", "lift"}
    assert made.vehicles[1] == replace(DAY.vehicles[1], start_charge_share=1.0)
    assert made.zones[0].rules[0].who.exempt_vehicles == {"old", "van-1"}
    assert made.chargers == (CHARGER,)
    assert made.day == date(2026, 11, 28)


def test_a_split_order_keeps_goods_and_penalty() -> None:
    split = OrderSplit("o", (Load(600.5, 0.5, 2.0), Load(600.5, 0.5, 1.0)))
    one, two, _ = apply(split, DAY).orders
    assert (one.id, two.id) == split.part_ids() == ("o/1", "o/2")
    assert one.load.kg + two.load.kg == DAY.orders[0].load.kg
    assert one.penalty_nok + two.penalty_nok == DAY.orders[0].penalty_nok


def test_windows_that_come_to_touch_are_one() -> None:
    wide = WindowWidened("o", TWO[0], (8 * HOUR, 10 * HOUR))
    assert apply(wide, DAY).orders[0].windows == ((8 * HOUR, 11 * HOUR),)
    assert wide.asked_min == 60
