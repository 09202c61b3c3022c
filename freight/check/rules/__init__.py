"""One file a rule, the twins of freight.solve.constraints and of the street rules.

A rule is a function from the `Context` to violations. Rules share nothing and repeat nothing: a plan that is
broken in one way is named by one rule.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from freight.check.context import Context
from freight.check.rules.access import access
from freight.check.rules.barrier import barrier
from freight.check.rules.battery import battery
from freight.check.rules.breaks import breaks
from freight.check.rules.capacity import capacity
from freight.check.rules.charge_level import charge_level
from freight.check.rules.charger import charger
from freight.check.rules.charger_hours import charger_hours
from freight.check.rules.clock import clock
from freight.check.rules.closed_street import closed_street
from freight.check.rules.connected import connected
from freight.check.rules.depot import depot
from freight.check.rules.destination_only import destination_only
from freight.check.rules.docks import docks
from freight.check.rules.done import done
from freight.check.rules.goods_apart import goods_apart
from freight.check.rules.hours import hours
from freight.check.rules.inputs import inputs
from freight.check.rules.last_in_first_out import last_in_first_out
from freight.check.rules.locks import locks
from freight.check.rules.max_stops import max_stops
from freight.check.rules.on_board import on_board
from freight.check.rules.place import place
from freight.check.rules.reloads import reloads
from freight.check.rules.served_once import served_once
from freight.check.rules.service import service
from freight.check.rules.shift import shift
from freight.check.rules.skills import skills
from freight.check.rules.sockets import sockets
from freight.check.rules.stranded import stranded
from freight.check.rules.territories import territories
from freight.check.rules.turn import turn
from freight.check.rules.unserved_reason import unserved_reason
from freight.check.rules.windows import windows
from freight.check.rules.zone_ban import zone_ban
from freight.check.violation import Violation

Rule = Callable[[Context], Iterator[Violation]]

RULES: tuple[Rule, ...] = (
    inputs,
    served_once,
    unserved_reason,
    skills,
    territories,
    capacity,
    max_stops,
    goods_apart,
    last_in_first_out,
    reloads,
    docks,
    shift,
    windows,
    service,
    clock,
    depot,
    place,
    connected,
    access,
    barrier,
    turn,
    destination_only,
    hours,
    zone_ban,
    charger,
    charger_hours,
    sockets,
    charge_level,
    battery,
    breaks,
    locks,
    done,
    on_board,
    stranded,
    closed_street,
)
"""Every rule, in the order in which violations are listed."""

__all__ = ["RULES", "Rule"]
