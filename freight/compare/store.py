"""Results of runs as they come: one file a run and table, whole or not there."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from freight.compare.runs import RunDone
from freight.files import replacing

MEASURES, STREETS = "measures", "streets"


class RunStore:
    """A folder of results by content key; what lies there is not run again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def has(self, key: str) -> bool:
        """Whether a run's tables are there; the measures are written last."""
        return self._path(key, MEASURES).is_file()

    def save(self, key: str, done: RunDone) -> None:
        """Write the tables of a run."""
        for part, table in ((STREETS, done.streets), (MEASURES, done.measures)):
            with replacing(self._path(key, part)) as temporary:
                table.to_parquet(temporary, index=False)

    def load(self, keys: Iterable[str], part: str) -> pd.DataFrame:
        """One table of many runs, in the order of the keys; empty when there are none."""
        tables = [pd.read_parquet(self._path(key, part)) for key in keys]
        filled = [table for table in tables if len(table)]
        return pd.concat(filled, ignore_index=True) if filled else pd.DataFrame()

    def _path(self, key: str, part: str) -> Path:
        return self.folder / f"{key}.{part}.parquet"
