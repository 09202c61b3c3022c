"""JSON Schemas (draft 2020-12) of every file people or programs write, so that editors can complete and check.

``python -m freight.inputs.schema FOLDER`` writes them all.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel

from freight.files import write_atomically
from freight.inputs.breaks import BreakRow
from freight.inputs.charging_model import ChargingFile
from freight.inputs.events import EventRow
from freight.inputs.explain import did_you_mean
from freight.inputs.fleet_model import FleetFile
from freight.inputs.happened_file import HappenedFile
from freight.inputs.locks import LockRow
from freight.inputs.orders import OrderRow
from freight.inputs.places import ChargerRow, DepotRow
from freight.inputs.plan_model import PlanFile
from freight.inputs.scenario_file import ScenarioFile
from freight.inputs.site_model import SitesFile
from freight.inputs.study_model import StudyFile
from freight.inputs.traffic import TrafficRow
from freight.inputs.zones import ZoneProperties

Schema = dict[str, Any]
DRAFT = "https://json-schema.org/draft/2020-12/schema"


def schema(name: str) -> Schema:
    """JSON Schema of one kind of file; of a table, of one row as an object of its filled cells.

    Raises
    ------
    KeyError
        When `name` is not in `NAMES`; the text tells which are.
    """
    if name not in _MAKERS:
        raise KeyError(f"no schema {name}; {did_you_mean(name, NAMES)}")
    title, make = _MAKERS[name]
    body = make()
    return {"$schema": DRAFT, "$id": f"urn:freight:schema:{name}:1", **body, "title": title}


def write_schemas(folder: Path) -> None:
    """Write every schema as ``NAME.schema.json``."""
    for name in NAMES:
        text = json.dumps(schema(name), ensure_ascii=False, indent=2)
        write_atomically(folder / f"{name}.schema.json", text + "\n")


def _file(model: type[BaseModel]) -> Callable[[], Schema]:
    return lambda: model.model_json_schema(mode="validation")


def _row(model: type[BaseModel]) -> Callable[[], Schema]:
    """A row of a table: cells are text, so a number may be text with a decimal comma."""
    return lambda: _numbers_as_text(_file(model)())


def _numbers_as_text(part: Schema) -> Schema:
    changed: Schema = {}
    for key, value in part.items():
        if key == "type" and value in {"number", "integer"}:
            changed[key] = [value, "string"]
        elif isinstance(value, dict):
            changed[key] = _numbers_as_text(value)
        elif isinstance(value, list):
            changed[key] = [_numbers_as_text(item) if isinstance(item, dict) else item for item in value]
        else:
            changed[key] = value
    return changed


def _zones() -> Schema:
    properties = _file(ZoneProperties)()
    definitions = properties.pop("$defs")
    position = {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 4}
    ring = {"type": "array", "items": position, "minItems": 4}
    polygon = {"type": "array", "items": ring, "minItems": 1}
    areas = {"Polygon": polygon, "MultiPolygon": {"type": "array", "items": polygon, "minItems": 1}}
    geometries: list[Schema] = [
        {
            "type": "object",
            "properties": {"type": {"const": kind}, "coordinates": coordinates},
            "required": ["type", "coordinates"],
        }
        for kind, coordinates in areas.items()
    ]
    feature = {
        "type": "object",
        "properties": {
            "type": {"const": "Feature"},
            "geometry": {"anyOf": [*geometries, {"type": "null"}]},
            "properties": {"$ref": "#/$defs/ZoneProperties"},
        },
        "required": ["type", "geometry", "properties"],
    }
    return {
        "$defs": {**definitions, "ZoneProperties": properties},
        "description": "Zones with their rules: a GeoJSON FeatureCollection in WGS 84.",
        "type": "object",
        "properties": {
            "type": {"const": "FeatureCollection"},
            "features": {"type": "array", "items": feature},
        },
        "required": ["type", "features"],
    }


_MAKERS: Mapping[str, tuple[str, Callable[[], Schema]]] = MappingProxyType(
    {
        "scenario": ("Scenario file (YAML)", _file(ScenarioFile)),
        "orders": ("One row of an orders table", _row(OrderRow)),
        "fleet": ("Fleet file (YAML)", _file(FleetFile)),
        "depots": ("One row of a depots table", _row(DepotRow)),
        "zones": ("Zones file (GeoJSON)", _zones),
        "chargers": ("One row of a chargers table", _row(ChargerRow)),
        "traffic": ("One row of a traffic table", _row(TrafficRow)),
        "breaks": ("One row of a table of break rules", _row(BreakRow)),
        "plan": ("Plan file (plan.json), format version 1", _file(PlanFile)),
        "sites": ("Sites file (YAML)", _file(SitesFile)),
        "study": ("Study file (YAML)", _file(StudyFile)),
        "events": ("One row of an events table", _row(EventRow)),
        "locks": ("One row of a locks table", _row(LockRow)),
        "replan": ("What happened (replan.json), format version 1", _file(HappenedFile)),
        "charging": ("Charging schedules (charging.json), format version 1", _file(ChargingFile)),
    }
)
NAMES = tuple(_MAKERS)

if __name__ == "__main__":
    write_schemas(Path(sys.argv[1]))
