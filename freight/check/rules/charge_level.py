"""A battery holds no more after charging than its curve gives in that time, and never more than it can."""

from __future__ import annotations

from collections.abc import Iterator

from freight.check.charging import may_charge
from freight.check.context import Context
from freight.check.violation import Violation
from freight.check.wording import moment, span

_ROUNDING_KWH = 1e-5


def charge_level(context: Context) -> Iterator[Violation]:
    """Compare the level that every session is to end with, with what the replay charges until then."""
    for driven, charge, halt in context.charging():
        site, battery = context.chargers.get(charge.charger_id), driven.kind.battery
        done, arrived_kwh = halt.charge, halt.charge_kwh
        if site is None or battery is None or done is None or arrived_kwh is None:
            continue
        if not may_charge(driven.kind, site):
            continue
        who, over = driven.vehicle.id, charge.level_kwh - battery.usable_kwh
        missing = min(charge.level_kwh, battery.usable_kwh) - (arrived_kwh + done.kwh)
        if over > _ROUNDING_KWH:
            text = (
                f"{who} is to hold {charge.level_kwh:.3f} kWh after {halt.label}, {over:.3f} kWh more than full"
            )
            yield Violation("charge_level", text, who, halt.label, halt.depart_s, over, "kWh")
        elif missing > _ROUNDING_KWH:
            text = (
                f"{who} gets {done.kwh:.3f} kWh at {halt.label} in {span(halt.depart_s - halt.start_s)} until "
                f"{moment(halt.depart_s)}, {missing:.3f} kWh less than the plan has it charge"
            )
            yield Violation("charge_level", text, who, halt.label, halt.depart_s, missing, "kWh")
