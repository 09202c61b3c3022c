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


_TEXT = BeforeValidator(parse.text)
_NUMBER = BeforeValidator(parse.number)
_WHOLE = BeforeValidator(parse.whole)

Number = Annotated[float, _NUMBER]
Id = Annotated[str, _TEXT, Field(min_length=1, max_length=60)]
Name = Annotated[str, _TEXT, Field(min_length=1, max_length=200)]
Note = Annotated[str, _TEXT, Field(max_length=500)]
Lat = Annotated[float, _NUMBER, Field(ge=-90, le=90)]
Lon = Annotated[float, _NUMBER, Field(ge=-180, le=180)]
Kg = Annotated[float, _NUMBER, Field(ge=0, le=100_000)]
M3 = Annotated[float, _NUMBER, Field(ge=0, le=1_000)]
Units = Annotated[float, _NUMBER, Field(ge=0, le=100_000)]
ServiceMin = Annotated[float, _NUMBER, Field(ge=0, le=600)]
Nok = Annotated[float, _NUMBER, Field(ge=0, le=1_000_000)]
Share = Annotated[float, _NUMBER, Field(ge=0, le=1)]
PositiveShare = Annotated[float, _NUMBER, Field(gt=0, le=1)]
Metres = Annotated[float, _NUMBER, Field(gt=0, le=30)]
WeightKg = Annotated[float, _NUMBER, Field(gt=0, le=100_000)]
SpeedKph = Annotated[float, _NUMBER, Field(ge=3, le=130)]
BatteryKwh = Annotated[float, _NUMBER, Field(gt=0, le=2_000)]
PowerKw = Annotated[float, _NUMBER, Field(gt=0, le=5_000)]
Priority = Annotated[int, _WHOLE, Field(ge=1, le=5)]
Sockets = Annotated[int, _WHOLE, Field(ge=1, le=200)]
EuroClass = Annotated[int, _WHOLE, Field(ge=0, le=7)]
Count = Annotated[int, _WHOLE, Field(ge=1, le=500)]
_CAPACITY = BeforeValidator(parse.capacity, json_schema_input_type=float | Literal["unlimited"])
Capacity = Annotated[float, _CAPACITY, Field(ge=0, le=parse.UNLIMITED)]
Day = Annotated[date, PlainValidator(parse.day, json_schema_input_type=str)]
Shift = Annotated[Interval, PlainValidator(parse.interval, json_schema_input_type=str)]
Windows = Annotated[tuple[Interval, ...], PlainValidator(parse.windows, json_schema_input_type=str)]
Words = Annotated[frozenset[str], PlainValidator(parse.words, json_schema_input_type=str | list[str])]
Hours = Annotated[str, PlainValidator(parse.hours, json_schema_input_type=str)]
Timezone = Annotated[str, PlainValidator(parse.timezone, json_schema_input_type=str)]
