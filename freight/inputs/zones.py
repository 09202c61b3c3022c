"""Zones as GeoJSON: polygons with their rules in the properties."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationError

from freight.domain import scenario as domain
from freight.domain.fleet import EnergySource, Mode
from freight.domain.scenario import Effect, FeePer
from freight.errors import Fault
from freight.inputs.explain import Location, Problem, path_text, problems, shown
from freight.inputs.fields import Day, EuroClass, FileModel, Hours, Id, Name, Nok, Note, WeightKg
from freight.inputs.json_file import read_json
from freight.inputs.rings import polygons_of


class WhoBlock(FileModel):
    """Whom a rule meets: all stated conditions together."""

    energy: list[EnergySource] | None = Field(None, min_length=1)
    euro_below: EuroClass | None = Field(None, description="Combustion vehicles of a lower or unknown class")
    emission_class: list[Name] | None = Field(None, min_length=1)
    gross_weight_over_kg: WeightKg | None = None
    mode: list[Mode] | None = Field(None, min_length=1)
    vehicle_types: list[Id] | None = Field(None, min_length=1)
    exempt_vehicle_types: list[Id] = Field([])
    exempt_vehicles: list[Id] = Field([])


class RuleBlock(FileModel):
    """One rule: who, when, what."""

    id: Id
    who: WhoBlock = Field(description="{} meets everybody")
    hours: Hours = Field(description="opening_hours grammar: Mo-Fr 07:00-17:00; or always")
    effect: Effect
    valid_from: Day | None = None
    valid_to: Day | None = None
    fee_nok: Nok | None = Field(None, description="Only with effect fee")
    per: FeePer | None = Field(None, description="entry or day; only with effect fee")


class ZoneProperties(FileModel):
    """The properties of a zone."""

    id: Id
    name: Name
    status: Literal["scenario", "proposed", "adopted", "in force"] = Field(
        description="Only adopted and in force are law"
    )
    osm_name: Note = Field("", description="Polygon from the network's low_emission_zone of this name")
    note: Note = Field("", description="For people")
    rules: list[RuleBlock]


def read_zones(path: Path, timezone: str, faults: list[Fault]) -> tuple[domain.Zone, ...]:
    """Zones of a GeoJSON file; a fault for everything wrong in it. Crossing lines are not looked for here."""
    content = read_json(path, faults)
    if content is None:
        return ()
    if not isinstance(content, dict) or content.get("type") != "FeatureCollection":
        advice = 'begin with {"type": "FeatureCollection", "features": [...]}'
        faults.append(Fault(str(path), "type", "", "is not a GeoJSON FeatureCollection", advice))
        return ()
    features = content.get("features")
    if not isinstance(features, list):
        faults.append(Fault(str(path), "features", "", "must be a list", "one Feature a zone"))
        return ()
    found = _crs_problems(content)
    zones: list[domain.Zone] = []
    for number, feature in enumerate(features):
        zone = _zone(feature, ("features", number), timezone, found)
        zones.extend([zone] if zone else [])
    faults.extend(_fault(path, problem) for problem in found)
    return tuple(zones)


def _fault(path: Path, problem: Problem) -> Fault:
    return Fault(str(path), path_text(problem.where), problem.value, problem.message, problem.advice)


def _crs_problems(content: dict[str, Any]) -> list[Problem]:
    crs = str(content.get("crs", "CRS84"))
    if "CRS84" in crs or "4326" in crs:
        return []
    return [Problem(("crs",), "", "is not WGS 84", "export the file again as WGS 84 (EPSG:4326)")]


def _zone(feature: object, where: Location, timezone: str, found: list[Problem]) -> domain.Zone | None:
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        found.append(Problem(where, "", "is not a GeoJSON Feature", 'it needs "type": "Feature"'))
        return None
    polygons = polygons_of(feature.get("geometry"), (*where, "geometry"), timezone, found)
    try:
        properties = ZoneProperties.model_validate(feature.get("properties"))
    except ValidationError as error:
        inside = problems(error, ZoneProperties, feature.get("properties"))
        found.extend(problem._replace(where=(*where, "properties", *problem.where)) for problem in inside)
        return None
    found.extend(_zone_problems(properties, feature.get("geometry") is None, (*where, "properties")))
    rules = tuple(_rule(block) for block in properties.rules)
    return domain.Zone(properties.id, properties.name, properties.status, polygons, rules, properties.osm_name)


def _zone_problems(properties: ZoneProperties, borrowed: bool, where: Location) -> list[Problem]:
    found: list[Problem] = []
    if borrowed and not properties.osm_name:
        advice = "draw the zone, or name the low_emission_zone of the map in osm_name"
        found.append(Problem(where[:-1], "", "has neither a geometry nor an osm_name", advice))
    if not borrowed and properties.osm_name:
        message = "stands beside a geometry"
        found.append(Problem((*where, "osm_name"), properties.osm_name, message, "keep one of the two"))
    seen: set[str] = set()
    for number, rule in enumerate(properties.rules):
        here = (*where, "rules", number)
        if rule.id in seen:
            message = "the id stands twice in this zone"
            found.append(Problem((*here, "id"), rule.id, message, "every rule has its own id"))
        seen.add(rule.id)
        found.extend(problem._replace(where=(*here, *problem.where)) for problem in _rule_problems(rule))
    return found


def _rule_problems(rule: RuleBlock) -> list[Problem]:
    found: list[Problem] = []
    if rule.effect is Effect.BAN and (rule.fee_nok is not None or rule.per is not None):
        found.append(Problem(("fee_nok",), shown(rule.fee_nok), "a ban has no fee", "remove fee_nok and per"))
    if rule.effect is Effect.FEE and not rule.fee_nok:
        found.append(Problem(("fee_nok",), shown(rule.fee_nok), "a fee needs its kroner", "write fee_nok"))
    if rule.effect is Effect.FEE and rule.per is None:
        found.append(Problem(("per",), "", "is missing", "entry or day"))
    if rule.valid_from and rule.valid_to and rule.valid_to < rule.valid_from:
        value = rule.valid_to.isoformat()
        found.append(Problem(("valid_to",), value, "lies before valid_from", "swap the dates"))
    return found


def _rule(block: RuleBlock) -> domain.ZoneRule:
    who = block.who
    return domain.ZoneRule(
        id=block.id,
        who=domain.Who(
            energy=None if who.energy is None else frozenset(who.energy),
            euro_below=who.euro_below,
            emission_class=None if who.emission_class is None else frozenset(who.emission_class),
            gross_weight_over_kg=who.gross_weight_over_kg,
            mode=None if who.mode is None else frozenset(who.mode),
            vehicle_types=None if who.vehicle_types is None else frozenset(who.vehicle_types),
            exempt_vehicle_types=frozenset(who.exempt_vehicle_types),
            exempt_vehicles=frozenset(who.exempt_vehicles),
        ),
        hours=block.hours,
        effect=block.effect,
        valid_from=block.valid_from,
        valid_to=block.valid_to,
        fee_nok=block.fee_nok or 0.0,
        per=block.per or FeePer.ENTRY,
    )
