"""The words of sheets, Norwegian and English, by the same keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from freight.output.sheets.phrases_english import ENGLISH
from freight.output.sheets.phrases_norwegian import NORWEGIAN


@dataclass(frozen=True, slots=True)
class Words:
    """One language: its phrases, and how it writes numbers and dates."""

    code: str
    """BCP 47, of the page: nb, en."""
    phrases: Mapping[str, str]
    decimal: str
    days: tuple[str, ...]
    months: tuple[str, ...]

    def __call__(self, key: str, **values: object) -> str:
        """The phrase of a key with its values filled in."""
        return self.phrases[key].format(**values)

    def number(self, value: float, digits: int = 0) -> str:
        """A number with at most so many decimals: no zeros at the end."""
        text = self.fixed(value, digits)
        return text.rstrip("0").rstrip(self.decimal) if digits else text

    def fixed(self, value: float, digits: int) -> str:
        """A number with exactly so many decimals, for columns."""
        return f"{round(value, digits) + 0.0:.{digits}f}".replace(".", self.decimal)

    def date(self, day: date) -> str:
        """A date with its weekday."""
        weekday, month = self.days[day.weekday()], self.months[day.month - 1]
        return self("date", weekday=weekday, day=day.day, month=month, year=day.year)

    def distance(self, metres: float) -> str:
        """Metres as a driver reads them: tens of metres, from 1 km on with one decimal."""
        if metres < 995.0:
            return f"{max(round(metres / 10.0) * 10, 10)} m"
        return f"{metres / 1000.0:.1f} km".replace(".", self.decimal)

    def street(self, name: str, kind: str) -> str:
        """A street by its name, else by its class."""
        if name[:1].isdigit():
            return self("road_number", number=name)
        return name or self.phrases.get(f"kind_{kind}", self("kind_other"))

    def zone(self, name: str, status: str) -> str:
        """A zone and whether it is law, said once."""
        if status.casefold() in name.casefold():
            return name
        return f"{name} ({self.phrases.get('status_' + status.replace(' ', '_'), status)})"


LANGUAGES = {
    "no": Words(
        "nb", NORWEGIAN, ",",
        ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"),
        ("januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober",
         "november", "desember"),
    ),
    "en": Words(
        "en", ENGLISH, ".",
        ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
        ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
         "November", "December"),
    ),
}  # fmt: skip
