"""The town of the golden days, as a drawing: `python -m tests.golden.renew` writes it to ``town/``.

Two blocks and a yard; D-H is a delivery street (06-11), J-K a cycle bridge, K-L lies beyond it.
"""

from __future__ import annotations

from pathlib import Path

from freight.files import write_atomically
from tests.ascii_map import AsciiMap, ascii_map

FOLDER = Path(__file__).parent / "town"
ART = """
A---B---C---D
|   |   |   |
E---F---G---H
        |
        J---K---L
"""
DELIVERY = {"motor_vehicle": "no", "motor_vehicle:conditional": "delivery @ (Mo-Fr 06:00-11:00)"}
WAYS = {
    "ABCD": {"highway": "primary", "name": "Main Street", "maxspeed": "50"},
    "EFGH": {"name": "Back Lane"},
    "AE": {"name": "First"},
    "BF": {"name": "Second"},
    "CG": {"name": "Third"},
    "DH": {"name": "Market", "highway": "pedestrian", "bicycle": "yes", **DELIVERY},
    "GJ": {"name": "Yard"},
    "JK": {"name": "Green Bridge", "highway": "cycleway", "bridge": "yes"},
    "KL": {"name": "Island Road"},
}
PLACES = ("AB", "BC", "CD", "EF", "FG", "GH", "AE", "BF", "CG", "DH", "GJ", "KL")
"""Named after the street whose middle they are."""


def town() -> AsciiMap:
    """The drawing through the real reader."""
    return ascii_map(ART, WAYS, generator="drawn for tests")


def write_town() -> None:
    """Write the map and the gazetteer of its places."""
    drawn = town()
    rows = [(name, *drawn.between(name[0], name[1], 0.5)) for name in PLACES]
    lines = ["name,lat,lon", *(f"{name},{lat:.7f},{lon:.7f}" for name, lat, lon in rows)]
    write_atomically(FOLDER / "town.osm", drawn.xml)
    write_atomically(FOLDER / "gazetteer.csv", "\n".join(lines) + "\n")
