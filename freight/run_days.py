"""Plans of past days: keep, list, show, note what was done, compare, learn."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic_core import PydanticCustomError

from freight.days.actuals import read_actuals
from freight.days.compare import Comparison, compare, write_comparison
from freight.days.keep import Line, add, lines, load, newest_of, note
from freight.days.learn import Correction, learn, write_corrections
from freight.days.records import PlannedDay, StoredDay, planned_day
from freight.days.store import Store, open_store
from freight.errors import InputError
from freight.files import fingerprint
from freight.inputs.parse import day as parse_day
from freight.inputs.store_file import read_store_file
from freight.run import PLAN_FILE, Say
from freight.run_replayed import replayed

CONFIG = Path("configs") / "store.yaml"
DEFAULT = "days.sqlite"


@dataclass(frozen=True, slots=True)
class Added:
    """A plan that is kept now."""

    number: int
    new: bool
    """False when the same plan was kept already."""
    planned: PlannedDay


def store_of(address: str | None) -> AbstractContextManager[Store]:
    """The store asked for, else that of ``configs/store.yaml``, else a file in this folder."""
    if address is None:
        address = read_store_file(CONFIG) if CONFIG.is_file() else DEFAULT
    return open_store(address)


def add_day(directory: Path, address: str | None, say: Say) -> Added:
    """Replay the plan of a folder and keep it.

    Raises
    ------
    InputError, NetworkError
        When the plan, its inputs or the store can not be used.
    PlanRejectedError
        When the plan breaks a rule.
    """
    day, plan, result = replayed(directory, "it is not kept", say)
    planned = planned_day(plan, day.scenario, result.timeline, fingerprint(directory / PLAN_FILE))
    with store_of(address) as store, store.transaction() as connection:
        number, new = add(connection, planned)
    return Added(number, new, planned)


def list_days(address: str | None) -> tuple[Line, ...]:
    """Every plan that is kept."""
    with store_of(address) as store, store.transaction() as connection:
        return lines(connection)


def find_day(key: str, address: str | None) -> StoredDay:
    """A plan by its number, or the one of a date that was kept last.

    Raises
    ------
    InputError
        When there is none.
    """
    with store_of(address) as store:
        return _find(store, key)


def compare_day(key: str, address: str | None, out: Path | None) -> Comparison:
    """Planned against done of one plan; as a table too, when a file is named."""
    comparison = compare(find_day(key, address))
    if out is not None:
        write_comparison(out, comparison)
    return comparison


def import_actuals(file: Path, address: str | None) -> dict[int, tuple[int, int]]:
    """Keep the actual times of a table: halts and vehicles noted, by the number of the plan.

    Raises
    ------
    InputError
        With every fault of the file; nothing is kept then.
    """
    with store_of(address) as store, store.transaction() as connection:

        def plan_of(day: date) -> StoredDay | None:
            number = newest_of(connection, day)
            return None if number is None else load(connection, number)

        noted = read_actuals(file, plan_of)
        for number, times in sorted(noted.items()):
            note(connection, number, times.stays, times.outings)
    return {number: (len(times.stays), len(times.outings)) for number, times in noted.items()}


def learn_days(address: str | None, out: Path) -> tuple[Correction, ...]:
    """Medians over the last plan of every date, written to a file."""
    with store_of(address) as store, store.transaction() as connection:
        newest = {line.day: line.number for line in lines(connection)}
        stored = [load(connection, number) for number in newest.values()]
    corrections = learn(one for one in stored if one is not None)
    write_corrections(out, corrections)
    return corrections


def _find(store: Store, key: str) -> StoredDay:
    with store.transaction() as connection:
        if key.isdecimal() and len(key) < 10:
            found = load(connection, int(key))
        else:
            number = newest_of(connection, _date(key))
            found = None if number is None else load(connection, number)
    if found is None:
        raise InputError.one(store.name, "", key, "no such plan is kept", "freight days list shows them all")
    return found


def _date(key: str) -> date:
    read: Callable[[object], date] = parse_day
    try:
        return read(key)
    except PydanticCustomError:
        advice = "write the number of `freight days list`, or a date: 2026-11-23"
        raise InputError.one("freight days", "", key, "is neither a number nor a date", advice) from None
