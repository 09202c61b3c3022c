"""A session of a small day: between which levels, how long by the charge function, in which hours."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from ortools.sat.python import cp_model

from freight.domain.problem import ChargeFunction
from freight.solve.exact.ways import Ways
from freight.units import HORIZON_S


@dataclass(eq=False, slots=True)
class Session:
    """At most one on the way to a stop; its variables mean nothing where there is none."""

    begin: cp_model.IntVar
    end: cp_model.IntVar
    lasts: cp_model.IntVar
    entry: cp_model.IntVar
    """Wh above the reserve."""
    exit: cp_model.IntVar
    from_s: cp_model.IntVar
    """Seconds of the charge function at both levels."""
    to_s: cp_model.IntVar
    at: dict[tuple[int, int], list[cp_model.IntVar]] = field(default_factory=dict)
    """(charger, vehicle) -> the ways that go there."""
    here: dict[int, list[cp_model.IntVar]] = field(default_factory=dict)
    """Charger -> a literal a vehicle: this is where the session is."""


def new_session(model: cp_model.CpModel, most_wh: int, name: str) -> Session:
    """The variables alone."""

    def whole(most: int, what: str) -> cp_model.IntVar:
        return model.new_int_var(0, most, f"{what} {name}")

    made = Session(
        begin=whole(HORIZON_S, "plug"),
        end=whole(HORIZON_S, "unplug"),
        lasts=whole(HORIZON_S, "lasts"),
        entry=whole(most_wh, "entry"),
        exit=whole(most_wh, "exit"),
        from_s=whole(HORIZON_S, "from"),
        to_s=whole(HORIZON_S, "to"),
    )
    model.add(made.exit >= made.entry)
    model.add(made.to_s >= made.from_s)
    return made


def tie_session(ways: Ways, session: Session, name: str) -> None:
    """What holds where the session is: function, set-up, hours, and filling up."""
    model, tables = ways.model, ways.tables
    for (charger, vehicle), lits in session.at.items():
        site, curve = tables.chargers[charger], tables.vehicles[vehicle].charging[charger]
        assert curve is not None, "ways lead only to chargers that the vehicle can use"
        here = model.new_bool_var(f"at {name} {charger} {vehicle}")
        model.add(sum(lits) == here)
        session.here.setdefault(charger, []).append(here)
        model.add(session.lasts == site.setup_s + session.to_s - session.from_s).only_enforce_if(here)
        model.add(session.end == session.begin + session.lasts).only_enforce_if(here)
        _on_function(model, session, curve, here)
        if site.fill:
            model.add(session.exit == curve.level_wh[-1]).only_enforce_if(here)
        _in_hours(model, session, site.open, here)


def _in_hours(
    model: cp_model.CpModel, session: Session, opens: tuple[tuple[int, int], ...], here: cp_model.IntVar
) -> None:
    chosen = [model.new_bool_var("") for _ in opens]
    model.add(sum(chosen) == 1).only_enforce_if(here)
    for (begin, end), one in zip(opens, chosen, strict=True):
        model.add(session.begin >= begin).only_enforce_if([here, one])
        model.add(session.end <= end).only_enforce_if([here, one])


def _on_function(
    model: cp_model.CpModel, session: Session, curve: ChargeFunction, here: cp_model.IntVar
) -> None:
    """Read the function as the schedule does: the second of the exit rounded up, that of the entry down.

    Seconds by level are convex, so every piece bounds the exit from below; the entry needs its own piece.
    """
    corners = list(pairwise(zip(curve.level_wh, curve.second, strict=True)))
    model.add(session.exit <= curve.level_wh[-1]).only_enforce_if(here)
    for (low, at_s), (high, then_s) in corners:
        rise, span = high - low, then_s - at_s
        model.add(rise * session.to_s >= span * (session.exit - low) + rise * at_s).only_enforce_if(here)
    pieces = [model.new_bool_var("") for _ in corners]
    model.add(sum(pieces) == 1).only_enforce_if(here)
    for ((low, at_s), (high, then_s)), on in zip(corners, pieces, strict=True):
        rise, span = high - low, then_s - at_s
        model.add(session.entry >= low).only_enforce_if([here, on])
        model.add(session.entry <= high).only_enforce_if([here, on])
        model.add(rise * session.from_s <= span * (session.entry - low) + rise * at_s).only_enforce_if(
            [here, on]
        )
