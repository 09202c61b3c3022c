"""study.html: one page for a council, that needs no network."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, NamedTuple

import pandas as pd

from freight import __version__
from freight.files import write_atomically
from freight.output.report import script_data, template
from freight.output.report_tables import Table
from freight.output.study_cases import case_figure, case_table, counted
from freight.output.study_figures import change_figure, electricity_figure, factor_figure
from freight.output.study_game import MoneyPart, money_parts
from freight.output.study_map import change_map, passes_map
from freight.output.study_tables import factor_table, measure_table, money_by_party, party_table, write_csv
from freight.output.study_words import (
    HEADLINE,
    HEADLINE_ZONE,
    SCOPES,
    measure_of,
    preferred,
    sentence,
    setning,
    unlike_work,
    whole,
)

TEMPLATE: Final = "study.html.j2"
CHARTS: Final = (
    "vehicle_km", "vehicle_km_in_zone", "vehicles_entering_zone", "kerb_min", "driver_h", "co2e_wtw_kg",
    "nox_g", "cost_nok",
)  # fmt: skip
"""Measures with a chart for each scope; the tables have all."""
PARTY_KEYS: Final = ("cost_nok", "vehicle_km", "co2e_wtw_kg", "kerb_min", "stops", "on_time_share", "unserved")
"""Measures of the tables by party."""
PARTY_KINDS: Final = {"carrier": "By carrier", "receiver": "By receiver group", "city": "For the city"}


@dataclass(frozen=True)
class StudyResult:
    """Everything the page shows. All tables have a column `variant`."""

    title: str
    base: str
    names: Mapping[str, str]
    """Every variant in words, in the order in which they are shown; the base among them."""
    differences: pd.DataFrame
    """From `compare.noise.differences`."""
    money: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    """Any of `shares`, `core`, `leaving` (from `compare.shares`), `fees`, `carrier_fees`, `subsidies` (from
    `compare.fees`); of several variants one below the other. Empty: no coalitions were run."""
    kinds: Mapping[str, str] = field(default_factory=dict)
    """Variants that are set beside published cases: ``hub``, ``micro-hub`` or ``collaboration``."""
    explained: Mapping[str, str] = field(default_factory=dict)
    """Why a variant differs from the published cases."""
    streets: Mapping[str, Any] = field(default_factory=dict)
    """The collection of study.geojson; empty: no maps."""
    assumptions: tuple[str, ...] = ()
    notice: str = ""
    """What every reader must know first, such as a schematic network."""


class Section(NamedTuple):
    """One variant on the page."""

    id: str
    name: str
    warnings: tuple[str, str]
    """In English and Norwegian; '' where there is nothing to warn of."""
    english: tuple[str, ...]
    norsk: tuple[str, ...]
    tables: tuple[tuple[str, Table], ...]
    parties: tuple[tuple[str, Table], ...]


def write(folder: Path, result: StudyResult) -> None:
    """Write study.html, and every table as CSV beside it (study_differences.csv, study_shares.csv, ...)."""
    write_atomically(folder / "study.html", render(result))
    write_csv(folder / "study_differences.csv", result.differences)
    for name, table in result.money.items():
        write_csv(folder / f"study_{name}.csv", table)


def render(result: StudyResult) -> str:
    """The page with its scripts and data inside."""
    from plotly.offline import get_plotlyjs

    parts = money_parts(result.money, result.names)
    cases, given = counted()
    rows = result.differences
    base = rows[rows["variant"] == result.base]
    return template(TEMPLATE).render(
        result=result,
        version=__version__,
        base_name=result.names[result.base],
        runs=int(base["runs"].max()),
        days=int(base["days"].max()),
        sections=tuple(_section(result, name) for name in result.names if name != result.base),
        scopes=SCOPES,
        charts=_charts(rows),
        factors=_factors(result),
        who_pays=money_by_party(rows, result.names, result.base),
        parts=parts,
        cases=case_table(rows, result.kinds, result.names, result.explained),
        case_count=cases,
        case_given=given,
        data=script_data(_figures(result, parts)),
        plotly_js=get_plotlyjs(),
    )


def _factors(result: StudyResult) -> tuple[tuple[str, Table], ...]:
    """A table of each scope that has rows with low and high factors."""
    others = result.differences[result.differences["variant"] != result.base]
    tables = [(name, factor_table(whole(others, scope), result.names)) for scope, name in SCOPES.items()]
    return tuple((name, table) for name, table in tables if table.rows)


def _charts(rows: pd.DataFrame) -> list[tuple[str, str, dict[str, str]]]:
    """Measure, name, and the scopes that have it."""
    has = {scope: set(whole(rows, scope)["measure"]) for scope in SCOPES}
    every = set().union(*has.values())
    keys = [preferred(key, every) for key in CHARTS]
    return [
        (key, measure_of(key).name, {scope: name for scope, name in SCOPES.items() if key in has[scope]})
        for key in keys
        if key in every
    ]


def _section(result: StudyResult, variant: str) -> Section:
    own = result.differences[result.differences["variant"] == variant]
    rows = {scope: whole(own, scope) for scope in SCOPES}
    spoken = [(STARTS[scope], rows[scope]) for scope in SCOPES]
    tables = tuple((SCOPES[scope], measure_table(rows[scope])) for scope in SCOPES if len(rows[scope]))
    parties = []
    for kind, heading in PARTY_KINDS.items():
        part = own[(own["party_kind"] == kind) & (own["scope"] == "participating")]
        if len(part):
            parties.append((heading, party_table(part, PARTY_KEYS)))
    return Section(
        id=f"variant-{list(result.names).index(variant)}",
        name=result.names[variant],
        warnings=unlike_work(rows["participating"]),
        english=tuple(f"{start[0]}: {_lower(sentence(here, keys))}" for (start, keys), here in spoken),
        norsk=tuple(f"{start[1]}: {_lower(setning(here, keys))}" for (start, keys), here in spoken),
        tables=tables,
        parties=tuple(parties),
    )


STARTS: Final = {
    "participating": (("The participating flow", "Varestrømmen som deltar"), HEADLINE),
    "zone": (("All freight in the zone", "All varetransport i sonen"), HEADLINE_ZONE),
}
"""How the sentence of a scope begins in both languages, and what it speaks of."""


def _lower(text: str) -> str:
    return text if text[:2].isupper() or text.startswith("NOx") else text[:1].lower() + text[1:]


def _figures(result: StudyResult, parts: tuple[MoneyPart, ...]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    charts = _charts(result.differences)
    for scope in SCOPES:
        rows = whole(result.differences, scope)
        others = rows[rows["variant"] != result.base]
        for key, _, scopes in charts:
            if scope in scopes:
                found[f"change-{scope}-{key}"] = change_figure(others[others["measure"] == key], result.names)
        co2 = rows[rows["measure"].isin(["co2e_wtw_kg", "co2e_wtw_residual_kg"])]
        found[f"electricity-{scope}"] = electricity_figure(co2, result.names)
        found[f"factors-{scope}"] = factor_figure(others[others["measure"] == "co2e_wtw_kg"], result.names)
    for number, name in enumerate(result.names if result.streets else ()):
        found[f"passes-{number}"] = passes_map(result.streets, name)
        if name != result.base:
            found[f"passes-change-{number}"] = change_map(result.streets, name)
    found["cases"] = case_figure(result.differences, result.kinds, result.names)
    for part in parts:
        found |= part.figures
    return {name: figure.to_plotly_json() for name, figure in found.items()}
