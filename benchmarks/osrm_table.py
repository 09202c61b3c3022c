"""OSRM's side of `streets.py`: prepare, load, table. Standard library and osrm-bindings only.

Run by `streets.py` with an interpreter that has osrm-bindings (CPython 3.12 or later); talks JSON.
"""

from __future__ import annotations

import importlib.metadata
import json
import shutil
import subprocess
import sys
import time
from pathlib import Path

import osrm

SHORTEST_TIME = """-- car.lua, but time alone counts; streets for destinations stay closed to through traffic
local car = require('car')
local process_way = car.process_way
car.process_way = function(profile, way, result, relations)
  process_way(profile, way, result, relations)
  if result.forward_speed > 0 then result.forward_rate = result.forward_speed / 3.6 end
  if result.backward_speed > 0 then result.backward_rate = result.backward_speed / 3.6 end
  if result.duration > 0 then result.weight = result.duration end
end
return car
"""


def prepare(osm: Path, folder: Path) -> float:
    """Seconds for extract and contract, which leave ``network.osrm.*`` in `folder`."""
    package = Path(osrm.__file__).parent
    shutil.copytree(package / "share" / "profiles", folder / "profiles", dirs_exist_ok=True)
    profile = folder / "profiles" / "car_shortest_time.lua"
    profile.write_text(SHORTEST_TIME)
    copy = folder / "network.osm.pbf"
    shutil.copyfile(osm, copy)
    ending = ".exe" if sys.platform == "win32" else ""
    begin = time.perf_counter()
    for command in (
        [package / "bin" / f"osrm-extract{ending}", "-p", profile, copy],
        [package / "bin" / f"osrm-contract{ending}", folder / "network.osrm"],
    ):
        done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(
                f"{command[0]} ended with {done.returncode}:\n{done.stdout[-2000:]}{done.stderr[-2000:]}"
            )
    return time.perf_counter() - begin


def open_engine(folder: Path, places: int) -> osrm.OSRM:
    """The prepared network, in memory."""
    return osrm.OSRM(
        algorithm="CH",
        storage_config=str(folder / "network.osrm"),
        use_shared_memory=False,
        max_locations_distance_table=places,
    )


def table(engine: osrm.OSRM, lon_lat: list[tuple[float, float]], repeats: int) -> dict[str, object]:
    """Best time of a table of durations and distances, its numbers, and where each place was put."""
    asked = osrm.TableParameters(coordinates=lon_lat, annotations=["duration", "distance"])
    seconds = []
    for _ in range(repeats):
        begin = time.perf_counter()
        answer = engine.Table(asked)
        seconds.append(time.perf_counter() - begin)
    return {
        "matrix_s": min(seconds),
        "seconds": [list(row) for row in answer["durations"]],
        "metres": [list(row) for row in answer["distances"]],
        "off_m": [place["distance"] for place in answer["sources"]],
    }


def main() -> None:
    """Answer the request in the JSON file named on the command line, in the file named after it."""
    request = json.loads(Path(sys.argv[1]).read_text())
    folder = Path(request["folder"])
    answer: dict[str, object] = {"version": importlib.metadata.version("osrm-bindings")}
    if "osm" in request:
        answer["cold_build_s"] = min(prepare(Path(request["osm"]), folder) for _ in range(request["builds"]))
    lon_lat = [(lon, lat) for lon, lat in request["lon_lat"]]
    begin = time.perf_counter()
    engine = open_engine(folder, len(lon_lat))
    answer["warm_load_s"] = time.perf_counter() - begin
    answer |= table(engine, lon_lat, request["repeats"])
    Path(sys.argv[2]).write_text(json.dumps(answer))


if __name__ == "__main__":
    main()
