"""The store on SQLite and on PostgreSQL: what goes in comes out, once, whole, also from many at a time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from freight.days.keep import add, lines, load, newest_of, note
from freight.days.records import Outing, Stay
from freight.days.schema import META, MIGRATIONS, PLAN, STAY, VERSION, migrate
from freight.days.store import open_store
from freight.errors import InputError
from tests.past_days import EIGHT, MONDAY, past_day

TUESDAY = date(2026, 11, 24)


def test_a_plan_comes_out_as_it_went_in(address: str) -> None:
    with open_store(address) as store:
        with store.transaction() as connection:
            number, new = add(connection, past_day())
        with store.transaction() as connection:
            stored = load(connection, number)
            assert load(connection, number + 1) is None
    assert new
    assert stored is not None
    assert (stored.number, stored.planned, dict(stored.stays), dict(stored.outings)) == (
        number,
        past_day(),
        {},
        {},
    )


def test_the_same_plan_twice_is_kept_once(address: str) -> None:
    with open_store(address) as store, store.transaction() as connection:
        first = add(connection, past_day())
        assert add(connection, past_day()) == (first[0], False)
        assert [line.number for line in lines(connection)] == [first[0]]


def test_the_list_counts_and_the_newest_of_a_date_is_found(address: str) -> None:
    with open_store(address) as store, store.transaction() as connection:
        tuesday, _ = add(connection, past_day("b" * 64, TUESDAY))
        first, _ = add(connection, past_day())
        second, _ = add(connection, past_day("c" * 64))
        found = lines(connection)
        assert [(line.number, line.day) for line in found] == [
            (first, MONDAY),
            (second, MONDAY),
            (tuesday, TUESDAY),
        ]
        one = found[0]
        assert (one.vehicles, one.orders, one.unserved, one.metres, one.noted) == (2, 4, 1, 11_000, 0)
        assert newest_of(connection, MONDAY) == second
        assert newest_of(connection, date(2026, 11, 25)) is None


def test_many_writers_of_one_plan_keep_it_once(address: str) -> None:
    def write(_: int) -> tuple[int, bool]:
        with open_store(address) as store, store.transaction() as connection:
            return add(connection, past_day())

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(write, range(8)))
    assert len({number for number, _ in answers}) == 1
    assert sum(new for _, new in answers) == 1
    with open_store(address) as store, store.transaction() as connection:
        assert len(lines(connection)) == 1
        assert connection.execute(sa.select(sa.func.count()).select_from(VERSION)).scalar() == len(MIGRATIONS)


def test_many_writers_of_one_days_times_leave_one_of_them(address: str) -> None:
    with open_store(address) as store, store.transaction() as connection:
        number, _ = add(connection, past_day())

    def write(second: int) -> None:
        with open_store(address) as store, store.transaction() as connection:
            stays = {("Bil 1", sequence): Stay(EIGHT + second, None) for sequence in (1, 2, 3)}
            note(connection, number, stays, {"Bil 1": Outing(EIGHT, None, second)})

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(write, range(6)))
    with open_store(address) as store, store.transaction() as connection:
        stored = load(connection, number)
    assert stored is not None
    assert len({stay.arrive_s for stay in stored.stays.values()}) == 1
    assert (len(stored.stays), len(stored.outings)) == (3, 1)


def test_noting_again_replaces_and_the_rest_stays(address: str) -> None:
    with open_store(address) as store, store.transaction() as connection:
        number, _ = add(connection, past_day())
        note(
            connection,
            number,
            {("Bil 1", 1): Stay(1, 2), ("Bil 1", 3): Stay(3, None)},
            {"Bil 1": Outing(1, 2, 3)},
        )
        note(connection, number, {("Bil 1", 1): Stay(5, 6)}, {})
        stored = load(connection, number)
    assert stored is not None
    assert stored.stays == {("Bil 1", 1): Stay(5, 6), ("Bil 1", 3): Stay(3, None)}
    assert stored.outings == {"Bil 1": Outing(1, 2, 3)}


def test_a_transaction_that_fails_leaves_nothing(address: str) -> None:
    with open_store(address) as store:
        with pytest.raises(RuntimeError, match="power cut"), store.transaction() as connection:
            add(connection, past_day())
            raise RuntimeError("power cut")
        with store.transaction() as connection:
            assert lines(connection) == ()


def test_times_belong_to_a_plan_that_is_kept(address: str) -> None:
    refused = pytest.raises(InputError, match="can not be used")
    with open_store(address) as store, refused, store.transaction() as connection:
        connection.execute(STAY.insert().values(plan=77, vehicle="x", sequence=1))


def test_an_older_store_is_brought_up_and_a_newer_one_refused(address: str) -> None:
    def more(connection: Connection) -> None:
        connection.execute(sa.text("ALTER TABLE plan ADD COLUMN weather TEXT"))

    with open_store(address) as store:
        with store.transaction() as connection:
            add(connection, past_day())
        for _ in range(2):
            with store.transaction() as connection:
                migrate(connection, store.name, (*MIGRATIONS, more))
        with store.transaction() as connection:
            columns = [column["name"] for column in sa.inspect(connection).get_columns("plan")]
            assert columns.count("weather") == 1
            assert connection.execute(sa.select(PLAN.c.day)).scalars().all() == [MONDAY]
    with pytest.raises(InputError, match="use the newer program"), open_store(address):
        pass


def test_a_step_that_fails_leaves_the_old_version(address: str) -> None:
    def breaks(connection: Connection) -> None:
        connection.execute(sa.text("CREATE TABLE half (id INTEGER)"))
        raise RuntimeError("half way")

    with open_store(address) as store:
        with pytest.raises(RuntimeError), store.transaction() as connection:
            migrate(connection, store.name, (*MIGRATIONS, breaks))
        with store.transaction() as connection:
            assert not sa.inspect(connection).has_table("half")
            assert connection.execute(sa.select(sa.func.max(VERSION.c.version))).scalar() == len(MIGRATIONS)


def test_the_tables_are_those_of_the_description(address: str) -> None:
    """A table described but made by no step would be missing from old stores."""
    with open_store(address) as store, store.transaction() as connection:
        found = sa.inspect(connection)
        for table in META.sorted_tables:
            columns = {column["name"] for column in found.get_columns(table.name)}
            assert columns == set(table.c.keys()), table.name


@pytest.mark.parametrize(
    ("address_written", "says"),
    [
        ("mysql://root@localhost/x", "kind of store"),
        ("://", "no address"),
        ("postgresql://nobody:secret@127.0.0.1:1/none", "can not be used"),
        ("sqlite:////dev/null/days.sqlite", "can not be used"),
    ],
)
def test_an_address_that_leads_nowhere_is_told(address_written: str, says: str) -> None:
    with pytest.raises(InputError, match=says) as told, open_store(address_written):
        pass
    assert "secret" not in str(told.value)


def test_a_file_that_is_no_store_is_told(tmp_path: Path) -> None:
    path = tmp_path / "days.sqlite"
    path.write_bytes(b"this is not a database, it only looks like a file" * 40)
    with pytest.raises(InputError, match="not a database"), open_store(str(path)):
        pass


def test_a_route_of_the_same_vehicle_twice_is_no_plan(address: str) -> None:
    planned = past_day()
    twice = replace(planned, routes=(planned.routes[0], planned.routes[0]))
    with open_store(address) as store:
        with pytest.raises(InputError), store.transaction() as connection:
            add(connection, twice)
        with store.transaction() as connection:
            assert lines(connection) == ()
