"""What the table of factors answers: numbers by key and class, curves by class, Euro label and pollutant."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from freight.domain.fleet import EnergySource
from freight.domain.travel import FloatArray
from freight.emissions.curves import HotCurve, at_load
from freight.errors import InputError
from freight.units import MJ_PER_KWH

Curve = Callable[[FloatArray], FloatArray]
CurveKey = tuple[str, str, str]
"""(vehicle class, Euro label, pollutant)."""
ENERGY, NOX, PM = "EC", "NOx", "PM"


@dataclass(frozen=True, slots=True)
class Factor:
    """One row in use: a number, how sure it is, and where it comes from."""

    key: str
    vehicle_class: str
    condition: str
    value: float
    unit: str
    low: float | None
    high: float | None
    year: int
    source: str
    confidence: str


@dataclass(frozen=True, eq=False, slots=True)
class Factors:
    """Everything one factor file says. Every question that has no answer is an `InputError`."""

    file: str
    rows: Mapping[tuple[str, str], tuple[Factor, ...]]
    """By (key, vehicle class), the rows in use."""
    curves: Mapping[CurveKey, tuple[HotCurve, ...]]
    """Ascending in load share."""
    editions: Mapping[CurveKey, Factor]
    """One row of each curve, for its year and source."""

    def factor(self, key: str, vehicle_class: str) -> Factor:
        """The one row in use of a key.

        Raises
        ------
        InputError
            When the table has none, or several.
        """
        found = self.rows.get((key, vehicle_class), ())
        if len(found) != 1:
            count = "no row" if not found else f"{len(found)} rows"
            advice = f"add one row with key {key}, vehicle_class {vehicle_class} and use yes"
            raise InputError.one(
                self.file, f"key {key}", vehicle_class, f"{count} in use for this vehicle class", advice
            )
        return found[0]

    def points(self, key: str, vehicle_class: str) -> tuple[Factor, ...]:
        """The rows of a key that is given at several speeds (condition ``v=40``)."""
        found = self.rows.get((key, vehicle_class), ())
        if not found:
            self.factor(key, vehicle_class)
        return found

    def kwh_per_litre(self, source: EnergySource) -> float:
        """Net calorific energy of a litre of diesel or petrol; errors as `factor`."""
        fuel = f"fuel_{source}"
        mj_per_litre = self.factor("fuel_lhv", fuel).value * self.factor("fuel_density", fuel).value
        return mj_per_litre / MJ_PER_KWH

    def edition(self, vehicle_class: str, euro: str, pollutant: str) -> Factor:
        """One row of the curve, for its edition and source."""
        self._curves(vehicle_class, euro, pollutant)
        return self.editions[(vehicle_class, euro, pollutant)]

    def energy_curve(self, vehicle_class: str, euro: str, load_share: float = 0.5) -> Curve:
        """Fuel energy in kWh per km over mean speed in km/h.

        Parameters
        ----------
        vehicle_class, euro
            As in the table: ``van_diesel_n1_iii``, ``euro6d``.
        load_share
            Payload over capacity; only trucks have a load axis.

        Raises
        ------
        InputError
            When the table has no such curve.
        """
        curves = self._curves(vehicle_class, euro, ENERGY)
        return lambda speed_kph: at_load(curves, load_share, speed_kph) / MJ_PER_KWH

    def exhaust_curve(self, vehicle_class: str, euro: str, pollutant: str, load_share: float = 0.5) -> Curve:
        """Grams per km over mean speed in km/h of ``NOx`` or exhaust ``PM``; errors as `energy_curve`."""
        curves = self._curves(vehicle_class, euro, pollutant)
        return lambda speed_kph: at_load(curves, load_share, speed_kph)

    def _curves(self, vehicle_class: str, euro: str, pollutant: str) -> tuple[HotCurve, ...]:
        found = self.curves.get((vehicle_class, euro, pollutant))
        if found is not None:
            return found
        known = sorted({f"{name} {label}" for name, label, kind in self.curves if kind == pollutant})
        raise InputError.one(
            self.file,
            f"key ef_hot_* ({pollutant})",
            f"{vehicle_class} {euro}".strip(),
            f"no {pollutant} curve for this vehicle class and Euro label",
            "use one of " + ", ".join(known) + "; or add the eight coefficient rows of the class",
        )


def interpolate(points: tuple[Factor, ...], speed_kph: float) -> float:
    """Linear between the points of `Factors.points`, constant outside."""
    pairs = sorted((float(point.condition.removeprefix("v=")), point.value) for point in points)
    return float(np.interp(speed_kph, [speed for speed, _ in pairs], [value for _, value in pairs]))
