"""Published cases beside the study's own results."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from html import escape
from importlib.resources import files
from math import isnan
from typing import Final, NamedTuple

import pandas as pd
import plotly.graph_objects as go

from freight.output.report_tables import Table
from freight.output.study_figures import axis_range, frame, known, rounded
from freight.output.study_words import NONE, SCOPES, Row, amount, by_key, per_cent, preferred, whole

CASES: Final = "cases.csv"
COMPARED: Final = (
    ("km_percent", ("vehicle_km", "vehicle_km_in_zone"), "Vehicle-kilometres", "circle", "#0b5fa5"),
    ("vehicles_percent", ("vehicles_entering_zone",), "Vehicles or deliveries", "square", "#c2410c"),
    ("co2_percent", ("co2e_wtw_kg",), "CO₂", "diamond", "#0f766e"),
)
"""Column of a case, measures of a study (the first that it has), its name, its mark and colour."""


class Case(NamedTuple):
    """One published case; a percentage is None where the source gives none."""

    id: str
    case: str
    country: str
    year: str
    kind: str
    scope: str
    basis: str
    km_percent: float | None
    vehicles_percent: float | None
    co2_percent: float | None
    other: str
    why_it_may_differ: str
    source: str
    url: str


def published() -> tuple[Case, ...]:
    """All cases of the packaged table, in its order."""
    text = (files("freight.data") / CASES).read_text(encoding="utf-8")
    return tuple(
        Case(**{key: _percent(value) if key.endswith("_percent") else value for key, value in row.items()})  # type: ignore[arg-type]  # by the name of the column
        for row in csv.DictReader(text.splitlines())
    )


def _percent(text: str) -> float | None:
    return float(text) if text else None


def case_table(
    differences: pd.DataFrame,
    variants: Mapping[str, str],
    names: Mapping[str, str],
    explained: Mapping[str, str],
) -> Table:
    """Our variants first, then the published cases.

    Parameters
    ----------
    differences
        From `compare.noise.differences`.
    variants
        Variants to set beside the cases, and their kind: ``hub``, ``micro-hub`` or ``collaboration``.
    names
        All variants in words.
    explained
        Why a variant differs from the cases, in words, by variant.
    """
    rows: list[tuple[str, ...]] = []
    for variant, kind in variants.items():
        for scope, scope_name in SCOPES.items():
            by = _own(differences, variant, scope)
            cells = tuple(_ours(_first(by, measures)) for _, measures, *_ in COMPARED)
            rows.append((
                f"This study: {names[variant]}", f"{kind}; {scope_name.lower()}; modelled", *cells, "",
                explained.get(variant, "not yet explained"), "this page", "",
            ))  # fmt: skip
    for case in published():
        percents = (case.km_percent, case.vehicles_percent, case.co2_percent)
        rows.append((
            f"{case.case}, {case.country} ({case.year or 'undated'})",
            f"{case.kind}; {SCOPES[case.scope].lower()}; {case.basis}",
            *("–" if value is None else f"{amount(value, 0)} %" for value in percents), case.other,
            case.why_it_may_differ, case.source, case.url,
        ))  # fmt: skip
    headings = (
        "Case", "Kind, scope, basis", "km", "Vehicles or deliveries", "CO₂", "What else is said",
        "Why it may differ", "Source", "Address",
    )  # fmt: skip
    return Table(headings, tuple(rows))


def case_figure(differences: pd.DataFrame, variants: Mapping[str, str], names: Mapping[str, str]) -> go.Figure:
    """Changes in per cent, ours with 95 % intervals above and the published ones below."""
    cases = [case for case in published() if any((case.km_percent, case.vehicles_percent, case.co2_percent))]
    figure, seen, labels = go.Figure(), [0.0], []
    for column, measures, name, symbol, colour in COMPARED:
        x, y, half = [], [], []
        for variant in variants:
            for scope, scope_name in SCOPES.items():
                row = _first(_own(differences, variant, scope), measures)
                label = f"<b>{escape(names[variant])}</b>, {scope_name.lower()}"
                labels.append(label)
                if row is not None and not isnan(row["difference_share"]):
                    x.append(100.0 * row["difference_share"])
                    y.append(label)
                    half.append(known(100.0 * row["difference_share_high"] - x[-1], 0.0))
        for case in cases:
            label = f"{escape(case.case)} ({case.year or 'undated'}{_doubt(case)})"
            labels.append(label)
            value = getattr(case, column)
            if value is not None:
                x.append(value)
                y.append(label)
                half.append(0.0)
        seen += [*x, *(at - one for at, one in zip(x, half, strict=True))]
        figure.add_trace(go.Scatter(
            x=rounded(x), y=y, mode="markers", name=name,
            marker={"symbol": symbol, "color": colour, "size": 11},
            error_x={"type": "data", "array": rounded(half), "thickness": 1.5, "width": 5, "color": colour},
        ))  # fmt: skip
    figure.add_vline(0.0, line={"color": "#1f2937", "width": 1})
    frame(figure, list(dict.fromkeys(labels)), "change, %", axis_range(seen, 0.05))
    figure.update_layout(legend={"y": 1.01})
    return figure


def _own(differences: pd.DataFrame, variant: str, scope: str) -> dict[str, Row]:
    return by_key(whole(differences[differences["variant"] == variant], scope), "measure")


def _doubt(case: Case) -> str:
    """What a mark on a chart must say of itself: that it is no measurement."""
    return next((f", {word}" for word in ("target", "modelled") if case.basis.startswith(word)), "")


def _first(rows: Mapping[str, Row], measures: Sequence[str]) -> Row | None:
    return next((rows[key] for key in (preferred(one, rows) for one in measures) if key in rows), None)


def _ours(row: Row | None) -> str:
    if row is None:
        return "–"
    return NONE if row["verdict"] == NONE else per_cent(row["difference_share"])


def counted() -> tuple[int, int]:
    """How many cases there are, and how many of them give a change in per cent that is a result."""
    cases = published()
    given = [
        case
        for case in cases
        if case.basis != "target" and any((case.km_percent, case.vehicles_percent, case.co2_percent))
    ]
    return len(cases), len(given)
