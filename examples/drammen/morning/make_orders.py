"""Make bestillinger.xlsx and bestillinger.csv: the order list of a morning, as a planner gets it.

Run ``python examples/drammen/morning/make_orders.py``. Receivers and goods are those of the embedded invented
receivers; what is messy about the list is written here: a title above the headings, streets abbreviated,
windows and weights in every spelling, consignments of two rows, returns, a blank row, a sum, and one row that
can not be read.
"""

from __future__ import annotations

import csv
from datetime import date, datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font

HERE = Path(__file__).resolve().parent
RECEIVERS = HERE.parents[2] / "freight" / "data" / "drammen" / "receivers.csv"
DAY = date(2026, 11, 23)
HEADINGS = (
    *(
        "Sendingsnr",
        "Mottaker",
        "Leveringsadresse",
        "Postnr",
        "Poststed",
        "Hent/lever",
        "Kolli",
        "Vekt",
        "Volum (m3)",
    ),
    *("Tidsvindu", "Dato", "Krav til bil", "Lossetid (min)", "Merknad"),
)
EVERY = 3
"""Of the 140 receivers every third orders this morning."""
SHORT = (
    ("gata", "gt."),
    (" gate", " gt."),
    ("veien", "vn."),
    ("Nedre ", "N. "),
    (" torg", " Torg"),
    ("allé", "alle"),
)
REMARKS = {4: "ring på bakdøra", 11: "porten er låst", 19: "leveres til kantina", 27: "glass!"}
Row = list[str]


def number(value: str) -> str:
    """A number with a decimal comma, and a blank in its thousands."""
    whole, _, part = f"{float(value):.2f}".partition(".")
    grouped = f"{int(whole):,}".replace(",", " ")
    return f"{grouped},{part}".rstrip("0").rstrip(",")


def weight(kg: str, place: int) -> str:
    """A weight as one of four people would write it."""
    return (number(kg), f"{number(kg)} kg", f"ca. {number(kg)}", f"{number(kg)}kg")[place % 4]


def window(start: str, end: str, place: int) -> str:
    """A window as one of six people would write it."""
    hours = [text.removeprefix("0").removesuffix(":00") for text in (start, end)]
    spellings = (
        f"{hours[0]}-{hours[1]}",
        f"{start}–{end}",
        f"{start.replace(':', '')}-{end.replace(':', '')}",
        f"kl. {hours[0]} til {hours[1]}",
        f"{start.replace(':', '.')} - {end.replace(':', '.')}",
        f"etter {hours[0]}" if end >= "16:00" else f"mellom {hours[0]} og {hours[1]}",
    )
    return spellings[place % len(spellings)]


def address(label: str, place: int) -> str:
    """An address, every other one abbreviated."""
    if place % 2:
        for long, short in SHORT:
            if long in label:
                return label.replace(long, short)
    return label if place % 5 else label.upper()


def orders() -> list[Row]:
    """Rows of the list, without the sums."""
    with RECEIVERS.open(encoding="utf-8", newline="") as source:
        receivers = list(csv.DictReader(source))[::EVERY]
    rows: list[Row] = []
    for place, one in enumerate(receivers):
        name = f"{one['kind'].capitalize()} {one['bank']}"
        where = [name, address(one["label"], place), "", "Drammen"]
        when = window(one["window_start"], one["window_end"], place)
        lift = "løftelem" if one["goods"] == "pallets" else ""
        goods = [one["colli"], weight(one["demand_kg"], place), number(one["demand_m3"])]
        rest = [when, DAY.strftime("%d.%m.%Y"), lift, one["service_min"], REMARKS.get(place, "")]
        rows.append([f"{26110 + place}", *where, "lever", *goods, *rest])
        if one["pickup"] == "1":
            back = [
                "1",
                number(one["pickup_kg"]),
                number(one["pickup_m3"]),
                "11.30-15",
                DAY.strftime("%d.%m.%Y"),
            ]
            rows.append([f"{26110 + place}-R", *where, "hent", *back, "", "3", "retur"])
        if place % 9 == 4:
            second = [*rows[-1]] if one["pickup"] != "1" else [*rows[-2]]
            second[6:9] = ["1", "2,5 kg", "0,02"]
            rows.append(second)
    rows.insert(30, [""] * len(HEADINGS))
    faulty = ["26199", "Blomsterboden", "Storgata 5", "", "Drammen", "lever", "2", "mange kilo", "0,1", "8-11"]
    rows.insert(41, [*faulty, DAY.strftime("%d.%m.%Y"), "", "5", "ny kunde, sjekk adressen"])
    return rows


def table() -> list[Row]:
    """The whole list with title, headings and sum."""
    wide = len(HEADINGS)
    rows = orders()
    units = sum(int(row[6]) for row in rows if row[6])
    title = ["Bestillinger mandag 23. november", *[""] * (wide - 1)]
    total = ["Sum", *[""] * 5, str(units), *[""] * (wide - 7)]
    return [title, [""] * wide, list(HEADINGS), *rows, [""] * wide, total]


def main() -> None:
    """Write both files beside this one."""
    rows = table()
    with (HERE / "bestillinger.csv").open("w", encoding="cp1252", newline="") as target:
        csv.writer(target, delimiter=";", lineterminator="\r\n").writerows(rows)
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Bestillinger"
    book.properties.created = book.properties.modified = datetime(2026, 11, 23, 6, 15)
    for row in rows:
        sheet.append([_typed(place, text) for place, text in enumerate(row)])
    sheet.merge_cells("A1:N1")
    sheet["A1"].font = Font(bold=True, size=14)
    for cell in sheet[3]:
        cell.font = Font(bold=True)
    book.save(HERE / "bestillinger.xlsx")


def _typed(place: int, text: str) -> object:
    """Counts as numbers and dates as dates, as a spreadsheet would hold them; the rest as it was typed."""
    if not text:
        return None
    if HEADINGS[place] == "Kolli" and text.isdigit():
        return int(text)
    if HEADINGS[place] == "Dato" and text[0].isdigit():
        return DAY
    return text


if __name__ == "__main__":
    main()
