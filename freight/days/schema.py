"""The tables of the store, and the steps from one version of them to the next.

A new version is one more entry of `MIGRATIONS`; those that stand are never changed, for stores are out there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from freight.errors import InputError

META = sa.MetaData()
LOCK_KEY = 7_362_915
"""Of the advisory lock under which PostgreSQL changes the tables."""


def _of_plan() -> sa.Column[int]:
    plan = sa.ForeignKey("plan.number", ondelete="CASCADE")
    return sa.Column("plan", sa.Integer, plan, primary_key=True, autoincrement=False)


VERSION = sa.Table(
    "schema_version", META, sa.Column("version", sa.Integer, primary_key=True, autoincrement=False)
)
PLAN = sa.Table(
    "plan", META,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("fingerprint", sa.String(64), nullable=False, unique=True),
    sa.Column("day", sa.Date, nullable=False, index=True),
    sa.Column("timezone", sa.Text, nullable=False),
    sa.Column("scenario", sa.Text, nullable=False),
)  # fmt: skip
ROUTE = sa.Table(
    "planned_route", META, _of_plan(),
    sa.Column("vehicle", sa.Text, primary_key=True),
    sa.Column("place_in_plan", sa.Integer, nullable=False),
    sa.Column("vehicle_type", sa.Text, nullable=False),
    *(sa.Column(name, sa.Integer, nullable=False) for name in ("depart_s", "return_s", "metres")),
)  # fmt: skip
VISIT = sa.Table(
    "planned_visit", META, _of_plan(),
    sa.Column("vehicle", sa.Text, primary_key=True),
    sa.Column("sequence", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("place", sa.Text, nullable=False),
    *(
        sa.Column(name, sa.Integer, nullable=False)
        for name in ("drive_s", "hold_s", "metres", "arrive_s", "start_s", "depart_s", "learned_s")
    ),
)  # fmt: skip
ORDER = sa.Table(
    "planned_order", META, _of_plan(),
    sa.Column("order_id", sa.Text, primary_key=True),
    sa.Column("vehicle", sa.Text, nullable=False),
    sa.Column("sequence", sa.Integer, nullable=False),
    sa.Column("place_in_visit", sa.Integer, nullable=False),
    *(sa.Column(name, sa.Text, nullable=False) for name in ("receiver", "receiver_group", "kind")),
    *(sa.Column(name, sa.Integer, nullable=False) for name in ("opens_s", "promised_from_s", "promised_to_s")),
)  # fmt: skip
UNSERVED = sa.Table(
    "unserved", META, _of_plan(),
    sa.Column("order_id", sa.Text, primary_key=True),
    sa.Column("place_in_plan", sa.Integer, nullable=False),
)  # fmt: skip
STAY = sa.Table(
    "actual_stay", META, _of_plan(),
    sa.Column("vehicle", sa.Text, primary_key=True),
    sa.Column("sequence", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("arrive_s", sa.Integer),
    sa.Column("depart_s", sa.Integer),
)  # fmt: skip
OUTING = sa.Table(
    "actual_outing", META, _of_plan(),
    sa.Column("vehicle", sa.Text, primary_key=True),
    *(sa.Column(name, sa.Integer) for name in ("depart_s", "return_s", "metres")),
)  # fmt: skip

Migration = Callable[[Connection], None]


def _first_tables(connection: Connection) -> None:
    META.create_all(connection, tables=[PLAN, ROUTE, VISIT, ORDER, UNSERVED, STAY, OUTING])


MIGRATIONS: tuple[Migration, ...] = (_first_tables,)


def migrate(connection: Connection, name: str, migrations: Sequence[Migration] = MIGRATIONS) -> None:
    """Bring the tables to the version of this program, inside the caller's transaction.

    Parameters
    ----------
    name
        Of the store, for messages.

    Raises
    ------
    InputError
        When a later version of the program made the store.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(LOCK_KEY)))
    VERSION.create(connection, checkfirst=True)
    version = connection.execute(sa.select(sa.func.max(VERSION.c.version))).scalar() or 0
    if version > len(migrations):
        message = f"is a store of version {version}; this program knows versions up to {len(migrations)}"
        raise InputError.one(name, "", None, message, "use the newer program")
    for number, step in enumerate(migrations[version:], version + 1):
        step(connection)
        connection.execute(VERSION.insert().values(version=number))
