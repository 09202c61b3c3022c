"""Place receivers at the shops and amenities of the Helsinki extract and invent a day of orders for them.

Positions and kinds come from OpenStreetMap; names of real businesses are not used. Volumes, windows and
carriers are invented with a fixed seed. Run from the repository: ``python examples/helsinki/make_orders.py``.
"""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import osmium

HERE = Path(__file__).parent
COUNT = 130
SEED = 2026
AMENITIES = {"restaurant", "cafe", "fast_food", "bar", "pharmacy", "library", "clinic"}
KG = {"restaurant": 60, "cafe": 25, "fast_food": 45, "bar": 70, "pharmacy": 12, "library": 20, "clinic": 10}
FOOD_SHOPS = {"supermarket", "convenience", "bakery", "alcohol", "butcher", "greengrocer"}
COLUMNS = (
    "id", "name", "address", "lat", "lon", "kind", "kg", "m3", "units", "windows", "service_min", "group",
    "carrier",
)  # fmt: skip
WINDOWS = ("07:00-11:00", "08:00-12:00", "08:00-15:00", "09:00-13:00", "07:00-10:00|13:00-15:00")


def receivers() -> list[tuple[int, str, str, float, float]]:
    """(node id, kind, street, lat, lon) of every shop and chosen amenity node, by id."""
    found = []
    for node in osmium.FileProcessor(str(HERE / "helsinki.osm.pbf"), osmium.osm.NODE):
        shop, amenity = node.tags.get("shop"), node.tags.get("amenity")
        if shop not in (None, "vacant", "no") or amenity in AMENITIES:
            kind = amenity if amenity in AMENITIES else f"{shop} shop"
            street = node.tags.get("addr:street", "")
            found.append((node.id, kind, street, node.location.lat, node.location.lon))
    return sorted(found)


def main() -> None:
    """Write orders.csv beside this file."""
    rng = np.random.default_rng(SEED)
    everyone = receivers()
    chosen = sorted(rng.choice(len(everyone), size=COUNT, replace=False))
    with (HERE / "orders.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for number, index in enumerate(chosen, start=1):
            node, kind, street, lat, lon = everyone[index]
            usual = KG.get(kind, 90 if kind.removesuffix(" shop") in FOOD_SHOPS else 18)
            kg = round(float(rng.lognormal(np.log(usual), 0.6)), 1)
            units = max(1, round(kg / 15))
            back = rng.random() < 0.15
            writer.writerow(
                [
                    f"H{number:03d}", f"{kind} (OSM node {node})", street, f"{lat:.6f}", f"{lon:.6f}",
                    "pickup" if back else "delivery", kg, round(kg / 160 + 0.01, 3), units,
                    WINDOWS[int(rng.integers(len(WINDOWS)))], int(rng.integers(3, 10)),
                    "food" if usual > 20 else "goods", f"Carrier {'ABCD'[int(rng.integers(4))]}",
                ]
            )  # fmt: skip


if __name__ == "__main__":
    main()
