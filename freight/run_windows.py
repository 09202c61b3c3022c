"""Delivery windows for a new receiver: asked for, counted by the checker, and one of them accepted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from freight.build.service import least_service_s
from freight.domain.lock import sequence
from freight.domain.scenario import EMBEDDED, Interval
from freight.errors import Fault, InputError, PlanRejectedError
from freight.explain.stand import Stand
from freight.files import all_or_none, why_unwritable, write_atomically
from freight.inputs.day_files import files_with, windows_text
from freight.inputs.receivers import LINE, Receiver, of_options, read_receivers, stated_receiver
from freight.output.rejection import rejection_text
from freight.run import PLAN_FILE, Day, Outcome, Say, charge_depots, write_results
from freight.run_folder import INPUTS, fingerprints_with, with_files
from freight.run_replayed import planned_stand, replayed_as_made
from freight.units import clock
from freight.windows.candidates import candidates, possible_hours
from freight.windows.offer import Base, Offer, Refused, offer
from freight.windows.place import Standing
from freight.windows.ranked import ranked, recommended
from freight.windows.suggested import Suggested
from freight.windows.write import write_windows


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for."""

    orders_file: Path | None
    """New orders, or None."""
    stated: Mapping[str, str]
    """The new order of the command line by column, when there is no file."""
    address: str = ""
    """Where it is, when it has neither coordinates nor the name of a place."""
    length_s: int = 2 * 3600
    step_s: int = 1800
    keep_s: int | None = None
    """Told times move by at most this."""


@dataclass(frozen=True, eq=False, slots=True)
class Asked:
    """The answers, and what they are answers to."""

    day: Day
    base: Base
    receivers: tuple[Receiver, ...]
    suggested: tuple[Suggested, ...]


def suggest_windows(directory: Path, wish: Wish, say: Say) -> Asked:
    """Say for every new order which windows the plan of a folder can keep, and what each costs.

    Raises
    ------
    InputError, NetworkError
        When the plan, its files or the new orders can not be used; all faults of the new orders at once.
    PlanRejectedError
        When the plan breaks a rule by itself.
    """
    day, plan, result = replayed_as_made(directory, "no windows were looked for", say)
    if day.scenario.happened is not None:
        message = f"the day was planned again at {clock(day.scenario.happened.now_s)}"
        advice = "tell the new order as an event: freight replan --events with new_order"
        raise InputError.one(str(directory / PLAN_FILE), "", None, message, advice)
    base = Base(day.scenario, plan, result, day.factors)
    receivers, asked = _laid_out(directory, wish, base, day)
    suggested = []
    for receiver, (hours, standing) in zip(receivers, asked, strict=True):
        order = receiver.order
        windows = candidates(
            hours, wish.length_s, wish.step_s, least_service_s(order, day.scenario.vehicle_types)
        )
        say(f"Order {order.id}: trying {len(windows)} windows on the plan as it stands")
        answers = tuple(offer(base, standing, window) for window in windows)
        best = ranked(one for one in answers if isinstance(one, Offer))
        refused = tuple(one for one in answers if isinstance(one, Refused))
        suggested.append(Suggested(order, hours, best, refused, recommended(best)))
    return Asked(day, base, receivers, tuple(suggested))


def write_suggested(directory: Path, asked: Asked, wish: Wish) -> tuple[Path, ...]:
    """Write the answers as tables, all of them or none.

    Raises
    ------
    InputError
        When nothing can be written there.
    """
    _refuse_unwritable(directory)
    return write_windows(directory, asked.base, asked.suggested, wish.length_s, wish.keep_s)


def accept_window(directory: Path, asked: Asked, rank: int, out: Path, say: Say) -> Outcome:
    """Write the day with the one new order in the window of that rank as a planned day of its own.

    `out` then holds everything that the plan is made of, so that it can be checked and asked again by itself.

    Raises
    ------
    InputError
        When there is no such window, more than one new order, or nothing can be written there.
    PlanRejectedError
        When the checker finds a broken rule; the plan is then in ``out/rejected``, nowhere else.
    """
    chosen = _chosen(asked, rank)
    _refuse_unwritable(out)
    if out.resolve() == directory.resolve():
        raise InputError.one(str(out), "", None, "is the folder of the plan itself", "name another after --out")
    cells = {**asked.receivers[0].cells, "windows": windows_text([chosen.window])}
    files = files_with(asked.day.scenario, [cells], out / INPUTS)
    day = replace(asked.day, scenario=chosen.scenario)
    result = charge_depots(day.scenario, chosen.result, say)
    target = out if not result.violations else out / "rejected"
    day = replace(day, scenario=with_files(day.scenario, files, target / INPUTS))
    plan = replace(chosen.plan, inputs=fingerprints_with(day.scenario, files))
    with all_or_none():
        for name, content in files.items():
            write_atomically(target / INPUTS / name, content)
        outcome = write_results(target, plan, day, result)
    if result.violations:
        raise PlanRejectedError(rejection_text(result, target))
    return outcome


def _chosen(asked: Asked, rank: int) -> Offer:
    if len(asked.suggested) != 1:
        message = f"{len(asked.suggested)} new orders were asked for"
        raise InputError.one(
            "command line", "--accept", rank, message, "accept a window of one order at a time"
        )
    best = asked.suggested[0].best
    if rank > len(best):
        message = f"there are {len(best)} windows that can be served"
        raise InputError.one("command line", "--accept", rank, message, "name the rank of one of them")
    return best[rank - 1]


def _refuse_unwritable(directory: Path) -> None:
    if why := why_unwritable(directory):
        message = f"results can not be written there: {why}"
        raise InputError.one(str(directory), "", None, message, "name another folder after --out")


def _receivers(wish: Wish, day: Day, faults: list[Fault]) -> tuple[Receiver, ...]:
    if wish.orders_file is not None:
        receivers = read_receivers(wish.orders_file, day.scenario, faults)
    else:
        cells = dict(wish.stated)
        if wish.address:
            cells |= {"address": wish.address, **_found(wish.address, day, faults)}
        receivers = stated_receiver(cells, day.scenario, faults)
    faulty = {fault.where.partition(",")[0] for fault in faults}
    if wish.orders_file is None:
        return receivers if not faults else ()
    return tuple(one for one in receivers if f"row {one.order.row}" not in faulty)


def _found(address: str, day: Day, faults: list[Fault]) -> dict[str, str]:
    """Position of an address: the drawn town knows its houses, Kartverket those of the country."""
    from freight.intake.drawn import drawn_register
    from freight.intake.kartverket import Geocoder
    from freight.intake.locate import Locator
    from freight.intake.place_book import PlaceBook
    from freight.intake.register_file import cache_directory
    from freight.intake.unclear import UnclearError

    drawn = day.scenario.network == EMBEDDED
    registers = (drawn_register(),) if drawn else ()
    geocoder = None if drawn else Geocoder(cache_directory() / "kartverket.sqlite")
    try:
        lat, lon = Locator(PlaceBook({}), registers, geocoder, None).find(address)
    except UnclearError as error:
        faults.append(Fault("command line", "--address", address, error.message, error.advice))
        # Stands in for it, so that the other options are read too.
        lat, lon = day.scenario.depots[0].lat, day.scenario.depots[0].lon
    return {"lat": repr(lat), "lon": repr(lon)}


def _laid_out(
    directory: Path, wish: Wish, base: Base, day: Day
) -> tuple[tuple[Receiver, ...], list[tuple[tuple[Interval, ...], Standing]]]:
    """Each new order on the day's streets beside the routes as they are, with the hours that are open to it.

    Raises
    ------
    InputError
        With every fault of every new order.
    """
    file, faults = wish.orders_file or LINE, list[Fault]()
    receivers = _receivers(wish, day, faults)
    found: list[tuple[tuple[Interval, ...], Standing]] = []
    for receiver in receivers:
        hours = possible_hours(receiver.order.windows, day.scenario.vehicles)
        least_s = least_service_s(receiver.order, day.scenario.vehicle_types)
        wrong = _hours_faults(file, receiver, hours, wish.length_s, least_s)
        faults += of_options(wrong) if file == LINE else wrong
        order = replace(receiver.order, windows=hours or receiver.order.windows)
        parts = {**day.scenario.input_files, "orders": file}
        scenario = replace(day.scenario, orders=(*day.scenario.orders, order), input_files=parts)
        try:
            beside = replace(day, scenario=scenario)
            stand = planned_stand(directory / PLAN_FILE, beside, base.plan)
        except InputError as error:
            faults += of_options(error.faults) if file == LINE else error.faults
            continue
        found.append((hours, _standing(stand, receiver, base, wish.keep_s)))
    if faults:
        raise InputError(dict.fromkeys(faults))
    return receivers, found


def _hours_faults(
    file: Path, receiver: Receiver, hours: tuple[Interval, ...], length_s: int, least_s: int
) -> list[Fault]:
    """Orders that no window could hold, whatever the plan."""
    order, where = receiver.order, f"row {receiver.order.row}, column"
    if least_s > length_s:
        minutes = f"{least_s / 60:g}"
        message = f"the service is longer than a window of {length_s / 60:g} min"
        return [Fault(str(file), f"{where} service_min", minutes, message, "ask for longer windows: --length")]
    if all(b - a < least_s for a, b in hours):
        said = windows_text(order.windows)
        advice = "give hours in which a vehicle of the fleet is out"
        return [
            Fault(str(file), f"{where} windows", said, "nobody of the fleet is out long enough then", advice)
        ]
    return []


def _standing(stand: Stand, receiver: Receiver, base: Base, keep_s: int | None) -> Standing:
    locks = base.scenario.locks
    first = {name: len(sequence(locks, name)) for name in {lock.vehicle_id for lock in locks}}
    return Standing(stand, receiver.order, base.plan, stand.order(receiver.order.id), first, keep_s)
