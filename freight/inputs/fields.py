"""Types of the fields of people's files: how each is read, and what is still sane.

The upper limits are far above anything a day of urban freight holds; a number beyond them is a slip of the
keyboard, a lost decimal sign or another file.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainValidator

from freight.domain.scenario import Interval
from freight.inputs import parse


class FileModel(BaseModel):
    """Part of a file: unknown fields are refused, values do not change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


MAX_CHARGE_KW = 1_000
"""The megawatt chargers that trucks are charged with deliver about this; nothing on the street is faster."""
_TEXT = BeforeValidator(parse.text)
NUMBER = BeforeValidator(parse.number)
_WHOLE = BeforeValidator(parse.whole)

Id = Annotated[str, Field(min_length=1, max_length=60), _TEXT]
Name = Annotated[str, Field(min_length=1, max_length=200), _TEXT]
Note = Annotated[str, Field(max_length=500), _TEXT]
GoodsClass = Annotated[str, Field(max_length=60), BeforeValidator(lambda cell: parse.text(cell).casefold())]
Lat = Annotated[float, Field(ge=-90, le=90), NUMBER]
Lon = Annotated[float, Field(ge=-180, le=180), NUMBER]
Kg = Annotated[float, Field(ge=0, le=100_000), NUMBER]
M3 = Annotated[float, Field(ge=0, le=1_000), NUMBER]
Units = Annotated[float, Field(ge=0, le=100_000), NUMBER]
ServiceMin = Annotated[float, Field(ge=0, le=600), NUMBER]
ServiceFactor = Annotated[float, Field(ge=0.1, le=10), NUMBER]
ServiceExtraMin = Annotated[float, Field(ge=-60, le=60), NUMBER]
Nok = Annotated[float, Field(ge=0, le=1_000_000), NUMBER]
Share = Annotated[float, Field(ge=0, le=1), NUMBER]
PositiveShare = Annotated[float, Field(gt=0, le=1), NUMBER]
Metres = Annotated[float, Field(gt=0, le=30), NUMBER]
WeightKg = Annotated[float, Field(gt=0, le=100_000), NUMBER]
SpeedKph = Annotated[float, Field(ge=3, le=130), NUMBER]
BatteryKwh = Annotated[float, Field(gt=0, le=2_000), NUMBER]
PowerKw = Annotated[float, Field(gt=0, le=MAX_CHARGE_KW), NUMBER]
Priority = Annotated[int, Field(ge=1, le=5), _WHOLE]
Sockets = Annotated[int, Field(ge=1, le=200), _WHOLE]
WorkHours = Annotated[float, Field(ge=0, le=24), NUMBER]
Docks = Annotated[int, Field(ge=1, le=200), _WHOLE]
EuroClass = Annotated[int, Field(ge=0, le=7), _WHOLE]
Count = Annotated[int, Field(ge=1, le=500), _WHOLE]
Reloads = Annotated[int, Field(ge=0, le=10), _WHOLE]
ReloadMin = Annotated[float, Field(ge=0, le=240), NUMBER]
_NotNegative = Annotated[float, Field(ge=0)]
_CAPACITY = BeforeValidator(parse.capacity, json_schema_input_type=_NotNegative | Literal["unlimited"])
Capacity = Annotated[float, Field(ge=0, le=parse.UNLIMITED), _CAPACITY]
Day = Annotated[date, PlainValidator(parse.day, json_schema_input_type=str)]
Shift = Annotated[Interval, PlainValidator(parse.interval, json_schema_input_type=str)]
Windows = Annotated[tuple[Interval, ...], PlainValidator(parse.windows, json_schema_input_type=str)]
Words = Annotated[frozenset[str], PlainValidator(parse.words, json_schema_input_type=str | list[str])]
Hours = Annotated[str, PlainValidator(parse.hours, json_schema_input_type=str)]
OpenHours = Annotated[str, PlainValidator(parse.opening, json_schema_input_type=str)]
Timezone = Annotated[str, PlainValidator(parse.timezone, json_schema_input_type=str)]
