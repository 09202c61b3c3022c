"""Long tables of made-up studies, with correlated measures, whole numbers, shares and constants."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pandas as pd

from freight.compare.long_table import COLUMNS

SHARES = {"load_factor", "on_time_share"}
UNITS = {
    "vehicle_km": "km", "vehicle_km_in_zone": "km", "vehicles": "vehicles",
    "vehicles_entering_zone": "vehicles",
    "stops": "stops", "kerb_min": "min", "driver_h": "h", "load_factor": "share", "energy_kwh": "kWh",
    "fuel_l": "l", "co2e_wtw_kg": "kg", "co2e_wtw_residual_kg": "kg", "nox_g": "g", "pm_exhaust_g": "g",
    "pm_wear_g": "g", "external_all_nok": "NOK", "cost_nok": "NOK", "cost_driver_nok": "NOK",
    "cost_energy_nok": "NOK", "cost_vehicle_nok": "NOK", "on_time_share": "share", "unserved": "orders",
    "tonne_km": "t km", "orders": "orders",
}  # fmt: skip


def measures(rng: np.random.Generator, scale: float, size: float) -> dict[str, float]:
    """One run of one party: a search that ended `scale` above another day's best, in its own way each time."""
    km = size * scale * (1.0 + 0.01 * rng.standard_normal())
    vehicles = float(max(1, round(size / 60.0 * scale + 0.35 * rng.standard_normal())))
    hours = km / 22.0 + vehicles * 0.5 * (1.0 + 0.01 * rng.standard_normal())
    litres = 0.11 * km * (1.0 + 0.004 * rng.standard_normal())
    driver, energy, vehicle = 420.0 * hours, 19.0 * litres, 500.0 * vehicles
    return {
        "vehicle_km": km, "vehicle_km_in_zone": 0.3 * km * (1.0 + 0.02 * rng.standard_normal()),
        "vehicles": vehicles, "vehicles_entering_zone": max(0.0, vehicles - float(rng.integers(0, 2))),
        "stops": float(round(size / 4.0)), "kerb_min": size * 1.2 * (1.0 + 0.005 * rng.standard_normal()),
        "driver_h": hours, "load_factor": 0.5 + 0.02 * rng.standard_normal(), "energy_kwh": 0.0,
        "fuel_l": litres, "co2e_wtw_kg": 3.3 * litres, "co2e_wtw_residual_kg": 3.3 * litres,
        "nox_g": 0.4 * km, "pm_exhaust_g": 0.002 * km, "pm_wear_g": 0.06 * km,
        "external_all_nok": 2.1 * km, "cost_nok": driver + energy + vehicle, "cost_driver_nok": driver,
        "cost_energy_nok": energy, "cost_vehicle_nok": vehicle,
        "on_time_share": 1.0 - 0.01 * float(rng.integers(0, 2)), "unserved": 0.0, "tonne_km": size * 0.9,
        "orders": float(round(size / 3.0)),
    }  # fmt: skip


def combined(parts: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """The sum of parties; shares are averaged."""
    return {
        name: sum(part[name] for part in parts) / (len(parts) if name in SHARES else 1) for name in parts[0]
    }


def rows(
    run: tuple[str, int, int], coalition: str, party: tuple[str, str], values: Mapping[str, float]
) -> Iterator[tuple[object, ...]]:
    """Rows of one party in one run, in both scopes and at three bounds of the factors where they matter."""
    for measure, value in values.items():
        for scope in ("participating", "zone"):
            aside = 0.0 if scope == "participating" or measure in SHARES else 900.0
            for bound, factor in (("mid", 1.0), ("low", 0.85), ("high", 1.25)):
                if bound != "mid" and not measure.endswith(("_kg", "_g")):
                    continue
                yield (*run, coalition, scope, *party, measure, UNITS[measure], "made up", bound,
                       factor * (value + aside))  # fmt: skip


def study(
    effects: Mapping[str, float], *, seeds: int = 10, days: int = 1, carriers: int = 5, entropy: int = 0
) -> pd.DataFrame:
    """A study whose variants multiply every distance by their effect (1.0: the base again, other seeds)."""
    rng = np.random.default_rng(entropy)
    names = [f"carrier-{letter}" for letter in "abcdefgh"[:carriers]]
    found: list[tuple[object, ...]] = []
    demand = {day: 1.0 + 0.15 * rng.standard_normal() for day in range(days)}
    for variant, effect in effects.items():
        for day in range(days):
            for seed in range(seeds):
                run = (variant, seed, day)
                parts = [
                    measures(
                        rng, effect * (1.0 + 0.01 * rng.standard_normal()), demand[day] * (60.0 + 25.0 * i)
                    )
                    for i in range(carriers)
                ]
                for name, values in zip(names, parts, strict=True):
                    found += rows(run, "", ("carrier", name), values)
                found += rows(run, "", ("total", "all"), combined(parts))
    return pd.DataFrame(found, columns=list(COLUMNS))


def game_table(
    cost: Mapping[str, float],
    today: Mapping[str, float],
    *,
    seeds: int = 5,
    noise: float = 0.0,
    entropy: int = 0,
) -> pd.DataFrame:
    """Coalition rows of variant `hub` and the carriers' own costs in `today`; noise as a share of each."""
    rng = np.random.default_rng(entropy)
    found: list[tuple[object, ...]] = []
    for seed in range(seeds):
        for name, value in today.items():
            found.append(
                money("today", seed, "", ("carrier", name), value * (1.0 + noise * rng.standard_normal()))
            )
        for coalition, value in cost.items():
            blur = 1.0 + noise * rng.standard_normal()
            found.append(money("hub", seed, coalition, ("total", "all"), value * blur))
    return pd.DataFrame(found, columns=list(COLUMNS))


def money(variant: str, seed: int, coalition: str, party: tuple[str, str], value: float) -> tuple[object, ...]:
    """One row of cost in NOK."""
    return (variant, seed, 0, coalition, "participating", *party, "cost_nok", "NOK", "made up", "mid", value)
