"""Make orders.csv from the embedded receivers: one delivery each, and a pickup where there is one.

Run ``python examples/drammen/make_orders.py``. Receivers and volumes are invented; see
freight/data/drammen/PROVENANCE.md.
"""

from __future__ import annotations

import csv
from pathlib import Path

HERE = Path(__file__).resolve().parent
RECEIVERS = HERE.parents[1] / "freight" / "data" / "drammen" / "receivers.csv"
COLUMNS = (
    "id", "name", "address", "lat", "lon", "kind", "kg", "m3", "units", "windows", "service_min", "skills",
    "group", "carrier", "priority", "penalty_nok",
)  # fmt: skip
FIRST = frozenset({"pharmacy or clinic", "grocery"})
PICKUP_MIN = "3"
AFTER_THE_VANS = "11:30-15:00"
"""In pedestrian streets packaging is put out when the morning's delivery hours (06-11) are over, so that
returns leave by cargo bike. Invented, as the hours themselves are."""


def delivery(receiver: dict[str, str]) -> dict[str, str]:
    """The delivery of one receiver."""
    return {
        **_common(receiver),
        "id": receiver["receiver_id"],
        "kind": "delivery",
        "kg": receiver["demand_kg"].replace(".", ","),
        "m3": receiver["demand_m3"].replace(".", ","),
        "units": receiver["colli"],
        "service_min": receiver["service_min"],
        "skills": "lift" if receiver["goods"] == "pallets" else "",
        "priority": "2" if receiver["kind"] in FIRST else "3",
    }


def pickup(receiver: dict[str, str]) -> dict[str, str]:
    """What the same receiver sends back: returned parcels, cardboard, empty crates."""
    common = _common(receiver)
    if receiver["street_access"] == "delivery window":
        common["windows"] = AFTER_THE_VANS
    return {
        **common,
        "id": receiver["receiver_id"] + "-back",
        "kind": "pickup",
        "kg": receiver["pickup_kg"].replace(".", ","),
        "m3": receiver["pickup_m3"].replace(".", ","),
        "units": "1",
        "service_min": PICKUP_MIN,
        "priority": "4",
    }


def _common(receiver: dict[str, str]) -> dict[str, str]:
    return {
        "name": f"{receiver['kind'].capitalize()}, {receiver['label']}",
        "address": receiver["label"],
        "lat": receiver["lat"].replace(".", ","),
        "lon": receiver["lon"].replace(".", ","),
        "windows": f"{receiver['window_start']}-{receiver['window_end']}",
        "group": receiver["group"],
        "carrier": receiver["carrier_today"],
    }


def main() -> None:
    """Write orders.csv beside this file, as a Norwegian Excel would: semicolons and decimal commas."""
    with RECEIVERS.open(encoding="utf-8", newline="") as source:
        receivers = list(csv.DictReader(source))
    orders = [delivery(receiver) for receiver in receivers]
    orders += [pickup(receiver) for receiver in receivers if receiver["pickup"] == "1"]
    with (HERE / "orders.csv").open("w", encoding="utf-8", newline="") as target:
        table = csv.DictWriter(target, COLUMNS, restval="", delimiter=";", lineterminator="\n")
        table.writeheader()
        table.writerows(orders)


if __name__ == "__main__":
    main()
