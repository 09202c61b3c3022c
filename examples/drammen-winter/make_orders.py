"""Take the lighter half of the orders of examples/drammen: those that need no tail lift and weigh up to 60 kg.

Run in this folder: ``python make_orders.py``. All about these orders is invented, see ../drammen/README.md.
"""

from __future__ import annotations

import csv
from pathlib import Path

HEAVIEST_KG = 60.0
KEPT = 90


def main() -> None:
    """Write orders.csv beside this file."""
    here = Path(__file__).parent
    with (here.parent / "drammen" / "orders.csv").open(encoding="utf-8", newline="") as source:
        rows = list(csv.DictReader(source, delimiter=";"))
    light = [row for row in rows if not row["skills"] and float(row["kg"].replace(",", ".")) <= HEAVIEST_KG]
    with (here / "orders.csv").open("w", encoding="utf-8", newline="") as target:
        table = csv.DictWriter(target, list(rows[0]), delimiter=";", lineterminator="\n")
        table.writeheader()
        table.writerows(light[:KEPT])


if __name__ == "__main__":
    main()
