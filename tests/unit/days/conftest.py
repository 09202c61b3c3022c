"""Two stores, each the real thing: SQLite in a file, and a PostgreSQL server started for the tests."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sa


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Address of a running server; when it can not be started the tests fail, they are not skipped."""
    server = started()
    # Nothing here has to outlive a power cut.
    server.psql("ALTER SYSTEM SET fsync = off; ")
    server.psql("SELECT pg_reload_conf();")
    yield server.get_uri()
    server.cleanup()


def started() -> Any:
    """A server in a new folder; one that is slow to start on a busy machine gets two more tries."""
    import pgserver

    for _ in range(2):
        # Not pytest's own folder: a socket's name is short, and root's server runs as another user.
        with suppress(subprocess.TimeoutExpired):
            return pgserver.get_server(tempfile.mkdtemp(prefix="freight-pg-"), cleanup_mode="delete")
    return pgserver.get_server(tempfile.mkdtemp(prefix="freight-pg-"), cleanup_mode="delete")


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty store."""
    if request.param == "sqlite":
        return str(tmp_path / "days.sqlite")
    # A schema of its own in one database: a database each costs a checkpoint of seconds.
    name = f"days_{uuid4().hex}"
    server: str = request.getfixturevalue("postgres")
    url = sa.make_url(server)
    engine = sa.create_engine(url.set(drivername="postgresql+psycopg"))
    with engine.begin() as connection:
        connection.execute(sa.text(f"CREATE SCHEMA {name}"))
    engine.dispose()
    return url.update_query_dict({"options": f"-csearch_path={name}"}).render_as_string(hide_password=False)
