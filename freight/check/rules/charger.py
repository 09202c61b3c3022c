"""A vehicle charges only where it can be plugged in."""

from __future__ import annotations

from collections.abc import Iterator

from freight.check.charging import may_charge
from freight.check.context import Context
from freight.check.violation import Violation


def charger(context: Context) -> Iterator[Violation]:
    """Compare every charging halt with the chargers of the day, their modes and the vehicle's charge curve.

    That the streets lead there is the business of the street rules, where the charger stands that of `place`.
    """
    for driven, charge, halt in context.charging():
        site, who = context.chargers.get(charge.charger_id), driven.vehicle.id
        if site is None:
            text = f"{who} charges at {charge.charger_id}, which is no charger of the scenario"
        elif driven.kind.battery is None or not driven.kind.battery.charge_curve:
            text = f"{who} charges at {site.id}, but its type {driven.kind.id} has no charge curve"
        elif not may_charge(driven.kind, site):
            modes = ", ".join(sorted(site.modes))
            text = f"{who} charges at {site.id}, which serves {modes} only, not {driven.kind.mode}"
        else:
            continue
        yield Violation("charger", text, who, halt.label, halt.start_s)
