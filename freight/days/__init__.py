"""Plans of past days, kept, compared with what was done, and learned from. Only here SQLAlchemy is named."""

from __future__ import annotations

from importlib.util import find_spec

from freight.errors import InputError


def require_store() -> None:
    """Say what to install where the database library is missing.

    Raises
    ------
    InputError
        Without SQLAlchemy.
    """
    if find_spec("sqlalchemy") is None:
        advice = 'install it: .venv/bin/python -m pip install -c requirements.lock -e ".[store]"'
        raise InputError.one("freight days", "", None, "needs SQLAlchemy, which is not installed", advice)
