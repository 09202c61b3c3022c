"""Opening a store: SQLite in a file, or PostgreSQL by its address."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from freight.days.schema import migrate
from freight.errors import InputError

BUSY_S = 30
"""So long a writer waits for another one."""
ADVICE = "write a file name, sqlite:///FILE or postgresql://USER@HOST/DATABASE"


@dataclass(frozen=True, slots=True)
class Store:
    """A store whose tables are those of this program."""

    name: str
    """Its address without password."""
    engine: Engine

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Everything inside happens, or nothing.

        Raises
        ------
        InputError
            When the database fails.
        """
        with telling(self.name), self.engine.begin() as connection:
            yield connection

    def close(self) -> None:
        """Give back its connections."""
        self.engine.dispose()


@contextmanager
def open_store(address: str) -> Iterator[Store]:
    """Open a store and bring its tables up to date; a SQLite file is made when it is not there.

    Raises
    ------
    InputError
        When the address is none, the database does not answer, or a later program made the store.
    """
    url = _url(address)
    name = url.render_as_string(hide_password=True)
    with telling(name):
        engine = _engine(url)
    store = Store(name, engine)
    try:
        with store.transaction() as connection:
            migrate(connection, name)
        yield store
    finally:
        store.close()


@contextmanager
def telling(name: str) -> Iterator[None]:
    """Tell a failure of the database as a fault of the store."""
    try:
        yield
    except (SQLAlchemyError, ImportError) as error:
        cause = getattr(error, "orig", None) or error
        reason = " ".join(str(cause).split())[:300]
        advice = "check the address, that the server runs, and that you may write there"
        raise InputError.one(name, "", None, f"the store can not be used: {reason}", advice) from error


def _url(address: str) -> URL:
    if "://" not in address:
        return URL.create("sqlite", database=address)
    try:
        url = make_url(address)
    except ArgumentError:
        raise InputError.one("--store", "", None, "is no address of a store", ADVICE) from None
    kind = url.get_backend_name()
    if kind == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    if kind != "sqlite":
        raise InputError.one("--store", "", kind, "is a kind of store that is not known", ADVICE)
    return url


def _engine(url: URL) -> Engine:
    if url.get_backend_name() != "sqlite":
        return sa.create_engine(url, pool_pre_ping=True)
    if url.database and url.database != ":memory:":
        try:
            Path(url.database).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            message = f"the store can not be used: {error.strerror}"
            raise InputError.one(url.database, "", None, message, "name another file") from error
    engine = sa.create_engine(url, connect_args={"timeout": BUSY_S})
    sa.event.listen(engine, "connect", _on_connect)
    sa.event.listen(engine, "begin", _on_begin)
    return engine


def _on_connect(connection: Any, _: object) -> None:  # noqa: ANN401  # the driver's own
    # The driver begins transactions late and by itself; here each begins where the program says so.
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")


def _on_begin(connection: Connection) -> None:
    # Taking the write lock at once: two writers wait for each other instead of failing half-way.
    connection.exec_driver_sql("BEGIN IMMEDIATE")
