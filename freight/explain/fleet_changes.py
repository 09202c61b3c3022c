"""Changes of vehicles and drivers, of chargers, and of whom a zone rule meets."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from freight.domain.fleet import Vehicle, VehicleType
from freight.domain.scenario import Charger, Interval, Scenario, Zone, ZoneRule
from freight.explain.change import Edit, Unasked, span


def find_vehicle(scenario: Scenario, vehicle_id: str) -> Vehicle:
    """The vehicle of that id."""
    return next(vehicle for vehicle in scenario.vehicles if vehicle.id == vehicle_id)


def _with_vehicle(scenario: Scenario, made: Vehicle) -> Scenario:
    vehicles = tuple(made if vehicle.id == made.id else vehicle for vehicle in scenario.vehicles)
    return replace(scenario, vehicles=vehicles)


@dataclass(frozen=True, slots=True)
class ShiftLonger:
    """A vehicle may leave earlier or be back later."""

    kind: ClassVar[str] = "shift_longer"
    rank: ClassVar[int] = 0
    vehicle_id: str
    before: Interval
    after: Interval

    @property
    def asked_min(self) -> float:
        """Minutes more than the shift had."""
        return (self.before[0] - self.after[0] + self.after[1] - self.before[1]) / 60

    def apply(self, scenario: Scenario) -> Scenario:
        """The day with the longer shift."""
        begin_s, end_s = self.after
        vehicle = find_vehicle(scenario, self.vehicle_id)
        return _with_vehicle(scenario, replace(vehicle, shift_start_s=begin_s, shift_end_s=end_s))

    def text(self, scenario: Scenario) -> str:
        """What to ask the driver for."""
        return (
            f"lengthen the shift of {self.vehicle_id} from {span(self.before)} to {span(self.after)} "
            f"({self.asked_min:.4g} min)"
        )

    def edits(self, scenario: Scenario) -> tuple[Edit, ...]:
        """The shift; a vehicle written with others gets an entry of its own."""
        return (Edit("fleet", f"vehicle {self.vehicle_id}", "shift", span(self.before), span(self.after)),)


@dataclass(frozen=True, slots=True)
class VehicleAdded(Unasked):
    """One more vehicle of a type."""

    kind: ClassVar[str] = "vehicle_added"
    vehicle: Vehicle
    new_skills: bool = False
    """It has skills for which the fleet shows no price."""

    @property
    def rank(self) -> int:
        """As vehicles of the fleet cost, or as a skill that has to be got first."""
        return SkillsAdded.rank if self.new_skills else 0

    def apply(self, scenario: Scenario) -> Scenario:
        """The day with the vehicle."""
        return replace(scenario, vehicles=(*scenario.vehicles, self.vehicle))

    def text(self, scenario: Scenario) -> str:
        """What to hire."""
        one, kind = self.vehicle, scenario.vehicle_type(self.vehicle.type_id)
        skills = f", with {', '.join(sorted(one.skills))}" if one.skills else ""
        skills += f", for {', '.join(one.territories)} only" if one.territories else ""
        hours = span((one.shift_start_s, one.shift_end_s))
        return f"one more {kind.name} ({kind.id}) at depot {one.depot_id}, {hours}{skills}"

    def edits(self, scenario: Scenario) -> tuple[Edit, ...]:
        """An entry of the fleet."""
        one = self.vehicle
        skills = f", skills: [{', '.join(sorted(one.skills))}]" if one.skills else ""
        skills += "" if one.max_stops is None else f", max_stops: {one.max_stops}"
        skills += f", territories: [{', '.join(one.territories)}]" if one.territories else ""
        hours = span((one.shift_start_s, one.shift_end_s))
        entry = f'{{type: {one.type_id}, names: [{one.id}], depot: {one.depot_id}, shift: "{hours}"{skills}}}'
        return (Edit("fleet", "vehicles", "a new entry", "", entry),)


@dataclass(frozen=True, slots=True)
class StartFuller(Unasked):
    """A vehicle leaves its depot with a full battery."""

    kind: ClassVar[str] = "start_fuller"
    rank: ClassVar[int] = 0
    vehicle_id: str
    before_share: float
    after_share: float

    def apply(self, scenario: Scenario) -> Scenario:
        """The day with the fuller battery."""
        vehicle = find_vehicle(scenario, self.vehicle_id)
        return _with_vehicle(scenario, replace(vehicle, start_charge_share=self.after_share))

    def text(self, scenario: Scenario) -> str:
        """What to do in the night before."""
        return (
            f"charge {self.vehicle_id} to {self.after_share:.0%} before it leaves, not {self.before_share:.0%}"
        )

    def edits(self, scenario: Scenario) -> tuple[Edit, ...]:
        """The charge at the start; a vehicle written with others gets an entry of its own."""
        before, after = f"{self.before_share:g}", f"{self.after_share:g}"
        return (Edit("fleet", f"vehicle {self.vehicle_id}", "start_charge_share", before, after),)


@dataclass(frozen=True, slots=True)
class SkillsAdded(Unasked):
    """A vehicle gets what it lacks."""

    kind: ClassVar[str] = "skills_added"
    rank: ClassVar[int] = 1
    vehicle_id: str
    skills: tuple[str, ...]

    def apply(self, scenario: Scenario) -> Scenario:
        """The day with the abler vehicle."""
        vehicle = find_vehicle(scenario, self.vehicle_id)
        return _with_vehicle(scenario, replace(vehicle, skills=vehicle.skills | set(self.skills)))

    def text(self, scenario: Scenario) -> str:
        """What to equip or whom to send."""
        return f"give {self.vehicle_id} the skill {', '.join(self.skills)}"

    def edits(self, scenario: Scenario) -> tuple[Edit, ...]:
        """The skills; a vehicle written with others gets an entry of its own."""
        has = find_vehicle(scenario, self.vehicle_id).skills
        before, after = (f"[{', '.join(sorted(words))}]" for words in (has, has | set(self.skills)))
        return (Edit("fleet", f"vehicle {self.vehicle_id}", "skills", before, after),)


@dataclass(frozen=True, slots=True)
class BatteryBigger(Unasked):
    """Vehicles of a type hold more energy."""

    kind: ClassVar[str] = "battery_bigger"
    rank: ClassVar[int] = 5
    type_id: str
    before_kwh: float
    after_kwh: float

    def apply(self, scenario: Scenario) -> Scenario:
        """The day with the bigger battery; shares of it stay what they are."""
        return replace(scenario, vehicle_types=tuple(map(self._bigger, scenario.vehicle_types)))

    def _bigger(self, kind: VehicleType) -> VehicleType:
        if kind.id != self.type_id or kind.battery is None:
            return kind
        return replace(kind, battery=replace(kind.battery, capacity_kwh=self.after_kwh))

    def text(self, scenario: Scenario) -> str:
        """What to buy."""
        more = self.after_kwh - self.before_kwh
        name = scenario.vehicle_type(self.type_id).name
        return f"a battery of {self.after_kwh:g} kWh in the {name} ({self.type_id}), {more:.3g} kWh more"

    def edits(self, scenario: Scenario) -> tuple[Edit, ...]:
        """The capacity of the type."""
        before, after = f"{self.before_kwh:g}", f"{self.after_kwh:g}"
        return (Edit("fleet", f"type {self.type_id}", "battery.capacity_kwh", before, after),)


@dataclass(frozen=True, slots=True)
class ChargerAdded(Unasked):
    """One more charger on the way."""

    kind: ClassVar[str] = "charger_added"
    rank: ClassVar[int] = 4
    charger: Charger

    def apply(self, scenario: Scenario) -> Scenario:
        """The day with the charger."""
        return replace(scenario, chargers=(*scenario.chargers, self.charger))

    def text(self, scenario: Scenario) -> str:
        """Where to build it."""
        return f"a charger of {self.charger.power_kw:g} kW at {self.charger.name}"

    def edits(self, scenario: Scenario) -> tuple[Edit, ...]:
        """A row of the chargers."""
        one = self.charger
        modes = "|".join(sorted(one.modes))
        row = f"id {one.id}, lat {one.lat:.6f}, lon {one.lon:.6f}, power_kw {one.power_kw:g}, "
        row += f"sockets {one.sockets}, modes {modes}, session_nok {one.session_nok:g}"
        return (Edit("chargers", "a new row", "", "", row),)


@dataclass(frozen=True, slots=True)
class Exempted(Unasked):
    """A rule of a zone does not meet a vehicle."""

    kind: ClassVar[str] = "exempted"
    rank: ClassVar[int] = 6
    vehicle_id: str
    zone_id: str
    rule_ids: tuple[str, ...]

    def apply(self, scenario: Scenario) -> Scenario:
        """The day with the exemption."""
        return replace(scenario, zones=tuple(map(self._exempting, scenario.zones)))

    def _exempting(self, zone: Zone) -> Zone:
        if zone.id != self.zone_id:
            return zone
        return replace(zone, rules=tuple(map(self._sparing, zone.rules)))

    def _sparing(self, rule: ZoneRule) -> ZoneRule:
        if rule.id not in self.rule_ids:
            return rule
        exempt = rule.who.exempt_vehicles | {self.vehicle_id}
        return replace(rule, who=replace(rule.who, exempt_vehicles=exempt))

    def text(self, scenario: Scenario) -> str:
        """What to apply for."""
        zone = next(zone for zone in scenario.zones if zone.id == self.zone_id)
        return f"exempt {self.vehicle_id} from {', '.join(self.rule_ids)} of the zone {zone.name}"

    def edits(self, scenario: Scenario) -> tuple[Edit, ...]:
        """The exempted vehicles of each rule."""
        rules = next(zone for zone in scenario.zones if zone.id == self.zone_id).rules
        return tuple(
            Edit(
                "zones",
                f"zone {self.zone_id}, rule {rule.id}",
                "who.exempt_vehicles",
                f"[{', '.join(sorted(rule.who.exempt_vehicles))}]",
                f"[{', '.join(sorted(rule.who.exempt_vehicles | {self.vehicle_id}))}]",
            )
            for rule in rules
            if rule.id in self.rule_ids
        )
