"""Times, dates, quantities and headings as people write them."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from freight.intake import quantities
from freight.intake.days import day, same, shown
from freight.intake.grid import Cell
from freight.intake.headings import How, meaning
from freight.intake.times import moment, windows
from freight.intake.unclear import UnclearError
from freight.units import clock

NEAR = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("written", "means"),
    [
        ("8-11", "08:00-11:00"),
        ("08:00–11:00", "08:00-11:00"),
        ("0800-1100", "08:00-11:00"),
        ("800-1130", "08:00-11:30"),
        ("8.30-11", "08:30-11:00"),
        ("kl. 8 til 11", "08:00-11:00"),
        ("mellom 8 og 11", "08:00-11:00"),
        ("fra 8 til 11", "08:00-11:00"),
        ("før 10", "00:00-10:00"),
        ("FØR KL. 10", "00:00-10:00"),
        ("innen kl 14", "00:00-14:00"),
        ("-10", "00:00-10:00"),
        ("etter 12", "12:00-24:00"),
        ("fra kl 9", "09:00-24:00"),
        ("12-", "12:00-24:00"),
        ("tidligst 10, senest 14", "10:00-14:00"),
        ("etter 10 før 14", "10:00-14:00"),
        ("8-10 og 13-15", "08:00-10:00|13:00-15:00"),
        ("8-10, 13-15", "08:00-10:00|13:00-15:00"),
        ("08.00-10.00 / 12.00-14.00", "08:00-10:00|12:00-14:00"),
        ("8-10\n9-12", "08:00-12:00"),
        ("9:00 AM - 5:00 PM", "09:00-17:00"),
        ("1-3pm", "13:00-15:00"),
        ("9-1 pm", "09:00-13:00"),
        ("before 10", "00:00-10:00"),
        ("22:00-26:00", "22:00-26:00"),
        ("23.11.2026 08:00-11:00", "08:00-11:00"),
        ("hele dagen", ""),
        ("Any time", ""),
        ("formiddag", "08:00-12:00"),
    ],
)
def test_windows(written: str, means: str) -> None:
    assert "|".join(f"{clock(a)}-{clock(b)}" for a, b in windows(Cell(written))) == means


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        (Cell("11-8"), "ends before it starts"),
        (Cell("8"), "is one time, not a window"),
        (Cell("25-27"), "25 is no time of the day"),
        (Cell("8:75-9"), "8:75 is no time of the day"),
        (Cell("8-11 ring først"), "is no time window"),
        (Cell("man-fre 8-16"), "names days of the week"),
        (Cell("08.nov"), "looks like a date"),
        (Cell("13-15 pm"), "13pm is no time"),
        (Cell("26:00-27:00"), "starts outside the day"),
        (Cell("2026-11-08", datetime(2026, 11, 8)), "is a date"),
        (Cell("2026-11-23 08:00", datetime(2026, 11, 23, 8)), "is one moment"),
        (Cell("0,5", 0.5), "is a number"),
    ],
)
def test_what_is_no_window(cell: Cell, says: str) -> None:
    with pytest.raises(UnclearError, match=says) as error:
        windows(cell)
    assert error.value.advice


@pytest.mark.parametrize(
    ("cell", "means"),
    [
        (Cell("8"), "08:00"),
        (Cell("8", 8.0), "08:00"),
        (Cell("kl 8.30"), "08:30"),
        (Cell("0830"), "08:30"),
        (Cell("0,375", 0.375), "09:00"),
        (Cell("08:00", time(8)), "08:00"),
        (Cell("2026-11-23 08:00", datetime(2026, 11, 23, 8)), "08:00"),
        (Cell("2026-11-23 08:00"), "08:00"),
    ],
)
def test_moments(cell: Cell, means: str) -> None:
    assert clock(moment(cell)) == means


@pytest.mark.parametrize("cell", [Cell("snart"), Cell("8,3", 8.3), Cell("x", datetime(2026, 11, 8))])
def test_what_is_no_moment(cell: Cell) -> None:
    with pytest.raises(UnclearError):
        moment(cell)


@pytest.mark.parametrize(
    "written",
    [
        *(
            "23.11.2026",
            "2026-11-23",
            "23/11-26",
            "23/11",
            "23.11.",
            "23. nov",
            "23.11.26",
            "23-11-2026",
            "20261123",
        ),
        *("mandag 23. november 2026", "man 23.11.", "Nov 23, 2026", "2026-11-23 08:00", "23.11.2026 08:00"),
    ],
)
def test_dates(written: str) -> None:
    assert day(Cell(written), NEAR) == date(2026, 11, 23)


def test_dates_of_a_workbook_and_days_of_the_week() -> None:
    assert day(Cell("", 46349.0), NEAR) == day(Cell("", datetime(2026, 11, 23, 7)), NEAR) == date(2026, 11, 23)
    monday = day(Cell("Mandag"), NEAR)
    assert same(monday, date(2026, 11, 23))
    assert not same(date(2026, 11, 24), monday)
    assert (shown(monday), shown(date(2026, 11, 23))) == ("mandag", "23.11.2026")
    assert day(Cell("2.1."), date(2026, 12, 30)) == date(2027, 1, 2)


@pytest.mark.parametrize("written", ["31.2.2026", "11/23/2026", "snart", "23.11.1926", "0", "2026"])
def test_what_is_no_date(written: str) -> None:
    with pytest.raises(UnclearError):
        day(Cell(written), NEAR)


@pytest.mark.parametrize(
    ("written", "sign", "kg"),
    [
        ("12 kg", "", 12),
        ("12,5", "", 12.5),
        ("12.50", "", 12.5),
        ("0,5 t", "", 500),
        ("500 g", "", 0.5),
        ("1 234,5", "", 1234.5),
        ("1\u00a0234,5", "", 1234.5),
        ("1.234,5", "", 1234.5),
        ("1,234.5", "", 1234.5),
        ("1.250", ",", 1250),
        ("1.250", ".", 1.25),
        ("1,250", ".", 1250),
        ("1,250", "", 1.25),
        ("0.120", ".", 0.12),
        ("0.120", ",", 0.12),
        ("1.234.567", "", 1234567),
        ("ca. 35", "", 35),
        ("2 x 15 kg", "", 30),
    ],
)
def test_weights(written: str, sign: str, kg: float) -> None:
    assert quantities.amount(Cell(written), quantities.KG, "", sign, "12,5") == pytest.approx(kg)


@pytest.mark.parametrize(
    "written", ["mye", "12-15", "-4", "8 lbs", "1.250", "12,5,3", "1e5", "", "x2", "nan", "١٢ kg x"]
)
def test_what_is_no_weight(written: str) -> None:
    with pytest.raises(UnclearError) as error:
        quantities.amount(Cell(written), quantities.KG, "", "", "12,5")
    assert error.value.advice


@pytest.mark.parametrize(
    ("texts", "sign"),
    [
        (["1.250", "0.5"], "."),
        (["1.250", "12,5"], ","),
        (["1.234,5"], ","),
        (["1.250", "7"], ""),
        (["1,5", "1.5"], ""),
    ],
)
def test_the_decimal_sign_of_a_column(texts: list[str], sign: str) -> None:
    assert quantities.decimal_sign(texts) == sign


@pytest.mark.parametrize(
    ("written", "m3"),
    [
        ("120x80x100", 0.96),
        ("60 × 40 × 30 cm", 0.072),
        ("1,2x0,8x1,0", 0.96),
        ("1200x800x1000", 0.96),
        ("L120 B80 H100", 0.96),
        ("0,6 x 0,4 x 0,3 m", 0.072),
    ],
)
def test_sides(written: str, m3: float) -> None:
    assert quantities.volume_of_sides(Cell(written), "") == pytest.approx(m3)


@pytest.mark.parametrize(
    ("heading", "field", "unit"),
    [
        ("Sendingsnr.", "id", ""),
        ("Vekt (kg)", "kg", "kg"),
        ("Vekt i tonn", "kg", "tonn"),
        ("Volum, l", "m3", "l"),
        ("LEVERINGS-ADRESSE*", "address", ""),
        ("Hent/lever", "kind", ""),
        ("Tlf.", "ignored", ""),
        ("Avsenders adresse", "ignored", ""),
        ("Ship To", "name", ""),
        ("Vekt pr. kolli", "kg_per_unit", ""),
    ],
)
def test_known_headings(heading: str, field: str, unit: str) -> None:
    found = meaning(heading)
    assert (found.field, found.unit, found.how) == (field, unit, How.KNOWN)


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Mottakker", "name"),
        ("Antal koli", "units"),
        ("Veid vekt", "kg"),
        ("Postnr til mottaker", "postcode"),
        ("Mobil for mottaker", "ignored"),
        ("Ønsket leveringstid senest", "to"),
        ("Ønsket leveringstid tidligst", "from"),
        ("Ønsket leveringstid fra og til", "windows"),
    ],
)
def test_guessed_headings(heading: str, field: str) -> None:
    found = meaning(heading)
    assert (found.field, found.how) == (field, How.GUESSED)
    assert found.score < 100


@pytest.mark.parametrize("heading", ["Rabatt", "Adresse til avsender", "Q", "Kontor i uke 3"])
def test_headings_that_are_left_alone(heading: str) -> None:
    assert meaning(heading).how is How.NOT_KNOWN
