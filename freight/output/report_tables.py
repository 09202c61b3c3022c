"""What the report says in words and numbers: cards, tables, footnotes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from freight.check.check import CheckResult
from freight.check.cost import overtime_h, paid_hours
from freight.check.margin import Margin
from freight.domain.fleet import EnergySource
from freight.domain.plan import Plan
from freight.domain.scenario import Scenario
from freight.emissions.account import Account
from freight.output.changes import changes
from freight.output.totals import Driven, Totals, by_type, totals, zone_km
from freight.output.wording import chance_text, rule_text, standing
from freight.units import SECONDS_PER_HOUR, clock

THIN_SPACE = "\u202f"
HOT_PREFIX = "ef_hot_"


class Card(NamedTuple):
    """One key figure."""

    title: str
    value: str
    unit: str
    note: str


class Table(NamedTuple):
    """Rows of text under headings; the first column names the row."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def number(value: float, digits: int = 0) -> str:
    """A number with a thin space between thousands; what would round to nothing is said to be below a step."""
    step = 10.0**-digits
    if 0.0 < value < step / 2.0:
        return f"<{step:.{digits}f}"
    return f"{round(value, digits) + 0.0:,.{digits}f}".replace(",", THIN_SPACE)


def cards(part: Totals, plan: Plan, scenario: Scenario, result: CheckResult) -> tuple[Card, ...]:
    """The key figures at the top."""
    amounts = part.amounts
    priced = number(result.cost.total_nok - result.cost.penalty_nok)
    penalty = number(result.cost.penalty_nok)
    load = "-" if part.load_factor is None else number(100.0 * part.load_factor)
    residual = number(amounts.co2e_wtw_residual_kg, 1)
    idle = len(scenario.vehicles) - part.vehicles
    return (
        Card("Orders served", f"{number(part.orders)} of {number(len(scenario.orders))}", "",
             f"{len(plan.unserved)} left out, with reasons below" if plan.unserved else "none left out"),
        Card("Vehicles", f"{part.vehicles} of {len(scenario.vehicles)}", "",
             f"{number(part.stops)} stops; {number(idle)} stay at home"),
        Card("Distance", number(part.km, 1), "km", f"{number(part.empty_km, 1)} km of it empty"),
        Card("Working time", number(part.hours, 1), "h",
             f"{number(part.driving_h, 1)} h driving, {number(part.service_h, 1)} h at stops, "
             f"{number(part.waiting_h, 1)} h waiting"
             + (f", {number(part.charging_h, 1)} h charging" if part.charging_h else "")
             + _breaks_text(result) + _overtime_text(result, scenario)),
        Card("Energy", number(amounts.grid_kwh, 1), "kWh",
             f"of electricity from the grid, and {number(amounts.litres, 1)} litres of fuel"
             + (f"; {number(part.charged_kwh, 1)} kWh charged on the way" if part.charged_kwh else "")),
        Card("CO₂e well-to-wheel", number(amounts.co2e_wtw_kg, 1), "kg",
             f"making fuel and electricity included; {residual} kg with the residual electricity mix"),
        Card("NOx", number(amounts.nox_g, 1), "g", "nitrogen oxides from exhaust, hot engines"),
        Card("Particles (PM10)", number(amounts.pm_exhaust_g + amounts.pm_wear_g, 1), "g",
             f"{number(amounts.pm_exhaust_g, 1)} g exhaust, the rest tyres, brakes and road"),
        Card("Load factor", load, "%",
             f"of the weight capacity, over the km driven; {number(part.tonne_km, 1)} tonne-km carried"),
        Card("Cost", priced, "NOK", "vehicles, hours, km, energy, fees" + (
            f"; not counted: {penalty} NOK of penalties for orders left out" if plan.unserved else "")),
    )  # fmt: skip


def _breaks_text(result: CheckResult) -> str:
    halts = (halt for route in result.timeline.routes for halt in route.halts)
    hours = sum(one.end_s - one.begin_s for halt in halts for one in halt.breaks) / SECONDS_PER_HOUR
    return f", {number(hours, 1)} h of breaks" if hours else ""


def _overtime_text(result: CheckResult, scenario: Scenario) -> str:
    routes = [(route, scenario.vehicle_type(route.type_id)) for route in result.timeline.routes]
    hours = sum(overtime_h(paid_hours(route, kind), kind) for route, kind in routes)
    return f", {number(hours, 1)} h of it overtime" if hours else ""


def vehicle_table(driven: tuple[Driven, ...], scenario: Scenario, margins: tuple[Margin, ...] = ()) -> Table:
    """A row a vehicle that drives."""
    rows = []
    sure = {margin.vehicle_id: margin_text(margin) for margin in margins}
    for route, emitted in driven:
        part = totals([(route, emitted)], scenario)
        kind = scenario.vehicle_type(route.type_id)
        energy = f"{number(part.amounts.litres, 1)} l"
        if kind.energy is EnergySource.ELECTRIC:
            energy = f"{number(part.amounts.battery_kwh, 1)} kWh"
        elif kind.energy is EnergySource.GAS:
            energy = f"{number(part.amounts.fuel_kwh, 1)} kWh"
        lowest = min((halt.charge_kwh for halt in route.halts if halt.charge_kwh is not None), default=None)
        battery = kind.battery
        left = "" if lowest is None or battery is None else f"{number(100 * lowest / battery.usable_kwh)} %"
        load = "" if part.load_factor is None else f"{number(100 * part.load_factor)} %"
        rows.append((
            route.vehicle_id, kind.name, clock(route.halts[0].depart_s), clock(route.halts[-1].arrive_s),
            number(part.stops), number(part.orders), number(part.km, 1), load, energy, left,
            sure.get(route.vehicle_id, ""),
            number(part.amounts.co2e_wtw_kg, 2),
        ))  # fmt: skip
    headings = (
        "Vehicle", "Type", "Leaves", "Back", "Stops", "Orders", "km", "Load factor", "Energy", "Lowest battery",
        "Margin, and its chance",
        "CO₂e kg",
    )  # fmt: skip
    return Table(headings, tuple(rows))


def margin_text(margin: Margin) -> str:
    """Energy above the reserve at the tightest point, and the probability that the reserve is kept there."""
    return f"{margin.kwh:.2f} kWh, {chance_text(margin.chance)}"


def type_table(parts: dict[str, Totals], scenario: Scenario) -> Table:
    """Emissions by vehicle type, the whole below."""
    rows = [(scenario.vehicle_type(type_id).name, part) for type_id, part in parts.items()]
    headings = (
        "Vehicle type", "km", "Grid kWh", "Litres", "CO₂e tank/battery to wheel kg", "CO₂e well-to-wheel kg",
        "CO₂e with residual mix kg", "NOx g", "Exhaust PM g", "Wear PM10 g",
    )  # fmt: skip
    return Table(headings, tuple((name, *_emissions(part)) for name, part in rows))


def total_row(part: Totals) -> tuple[str, ...]:
    """The last row of `type_table`."""
    return ("All", *_emissions(part))


def _emissions(part: Totals) -> tuple[str, ...]:
    one = part.amounts
    return (
        number(part.km, 1), number(one.grid_kwh, 1), number(one.litres, 1), number(one.co2e_ttw_kg, 2),
        number(one.co2e_wtw_kg, 2), number(one.co2e_wtw_residual_kg, 2), number(one.nox_g, 2),
        number(one.pm_exhaust_g, 2), number(one.pm_wear_g, 2),
    )  # fmt: skip


def zone_table(driven: tuple[Driven, ...], scenario: Scenario) -> Table:
    """A row a zone: standing, rules, kilometres inside by vehicle type."""
    inside = zone_km(driven)
    kinds = [kind for kind in scenario.vehicle_types if kind.id in by_type(driven, scenario)]
    rows = [
        (zone.name, standing(zone), "; ".join(rule_text(rule) for rule in zone.rules),
         *(number(inside.get((zone.id, kind.id), 0.0), 2) for kind in kinds))
        for zone in scenario.zones
    ]  # fmt: skip
    return Table(("Zone", "Standing", "Rules", *(f"km, {kind.name}" for kind in kinds)), tuple(rows))


def unserved_table(plan: Plan, scenario: Scenario, changes: Mapping[str, str]) -> Table:
    """A row an order left out, with every reason, and with the cheapest change where it was looked for."""
    orders = {order.id: order for order in scenario.orders}
    rows = []
    for left_out in plan.unserved:
        order = orders[left_out.order_id]
        windows = ", ".join(f"{clock(begin)}-{clock(end)}" for begin, end in order.windows)
        goods = f"{order.load.kg:g} kg, {order.load.m3:g} m³"
        reasons = "\n".join(reason.text.replace(" m3 ", " m³ ") for reason in left_out.reasons)
        change = changes.get(order.id, f"ask: freight explain FOLDER {order.id}")
        rows.append((order.id, order.name, order.address, goods, windows, change, reasons))
    headings = ("Order", "Receiver", "Address", "Goods", "Window", "Cheapest change that serves it", "Why not")
    return Table(headings, tuple(rows))


def change_table(plan: Plan, scenario: Scenario) -> Table:
    """A row an order that is served otherwise than told, of a day planned again; a broken promise is marked."""
    rows = []
    for change in changes(plan, scenario):
        times = " → ".join("–" if at_s is None else clock(at_s) for at_s in (change.told_s, change.new_s))
        vehicles = " → ".join(dict.fromkeys(n for n in (change.told_vehicle, change.new_vehicle) if n))
        held = "✗ broken" if change.promise_broken else ""
        rows.append((change.order_id, change.name, change.what.value, times, held, vehicles, change.reason))
    return Table(("Order", "Receiver", "Change", "Told → new", "Promise", "Vehicle", "Why"), tuple(rows))


def source_table(account: Account) -> Table:
    """Every factor used; of a curve its edition."""
    rows = []
    for row in account.sources:
        curve = row.key.startswith(HOT_PREFIX)
        span = "" if row.low is None and row.high is None else f"{_bound(row.low)} to {_bound(row.high)}"
        rows.append((
            "curve over speed" if curve else row.key, row.vehicle_class, row.condition,
            "8 coefficients" if curve else f"{row.value:g} {row.unit}", span,
            str(row.year), row.confidence, row.source,
        ))  # fmt: skip
    headings = ("Factor", "Of", "Condition", "Value", "Range", "Year", "Confidence", "Source")
    return Table(headings, tuple(rows))


def _bound(value: float | None) -> str:
    return "?" if value is None else f"{value:g}"
