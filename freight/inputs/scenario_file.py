"""The scenario file: one planning day, and the names of the other files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError

from freight.domain.balance import Measure
from freight.domain.scenario import EMBEDDED
from freight.errors import Fault
from freight.inputs.explain import did_you_mean, path_text, problems
from freight.inputs.fields import NUMBER, Day, FileModel, Id, Name, Note, Timezone
from freight.inputs.goods import GoodsBlock, goods_problems
from freight.inputs.places import DepotRow
from freight.inputs.yaml_file import YamlFile, read_yaml

SNAP_LIMIT_M = 60.0
"""A geocoded address lies at its house or entrance, 5 to 40 m from the middle of its street; beyond 60 m it
is more likely that the point is wrong or the street is missing. See docs/scenario.md."""
URBAN_FACTOR = 0.85
"""Mean speed between junctions over the signed limit; see docs/speeds.md."""

Price = Annotated[float, Field(gt=0, le=1000), NUMBER]
Weight = Annotated[float, Field(ge=0, le=1000), NUMBER]


class WeatherBlock(FileModel):
    """Weather of the day; cold costs range."""

    temperature_c: Annotated[float, Field(ge=-60, le=50), NUMBER]


class PricesBlock(FileModel):
    """Energy prices without VAT; only those of energy the fleet uses are needed."""

    diesel_nok_per_l: Price | None = None
    petrol_nok_per_l: Price | None = None
    gas_nok_per_kwh: Price | None = None
    electricity_nok_per_kwh: Price | None = None


class ObjectiveBlock(FileModel):
    """Factors on the parts of the cost; 1 everywhere counts kroner."""

    day: Weight = 1.0
    km: Weight = 1.0
    hour: Weight = 1.0
    energy: Weight = 1.0
    fee: Weight = 1.0
    penalty: Weight = 1.0


class EnergyDoubtBlock(FileModel):
    """How far energy may stray from what is reckoned: standard deviations, alike on all legs of the day."""

    temperature_c: Annotated[float, Field(ge=0, le=20, description="Around the forecast"), NUMBER] = 3.0
    traffic_share: Annotated[float, Field(ge=0, le=0.5, description="Of the energy"), NUMBER] = 0.08


class BalanceBlock(FileModel):
    """Work shared evenly between the vehicles that drive."""

    measure: Measure = Field(description="What is counted as work: hours or stops")
    nok: Annotated[float, Field(gt=0, le=1_000_000), NUMBER] = Field(
        description="What an hour, or a stop, beyond the mean of those that drive counts; nobody pays it"
    )


class ScenarioFile(FileModel):
    """The whole file; paths are relative to its folder."""

    name: Name
    date: Day = Field(description="Planning day: 2026-11-23 or 23.11.2026")
    timezone: Timezone = Field("Europe/Oslo", description="IANA time zone of all clock times")
    network: Name = Field(description="drammen (embedded), a built network, or an .osm or .osm.pbf file")
    orders: Name = Field(description="Orders, .csv or .xlsx")
    fleet: Name = Field(description="Fleet, .yaml")
    depots: Name | list[DepotRow] = Field(description="Depots, .csv or .xlsx, or a list here")
    zones: Name | list[Name] = Field([], description="Zones, .geojson; one file or a list of files")
    chargers: Note = Field("", description="Charging sites, .csv or .xlsx")
    traffic: Note = Field("", description="Speeds by the hour, .csv or .xlsx; silent: free at every hour")
    breaks: list[Id] = Field([], description="Break rules of all drivers, by name", max_length=10)
    break_table: Note = Field("", description="Table of break rules, .csv or .xlsx; silent: the packaged one")
    sites: Note = Field("", description="Power supply of depots and how vehicles charge there, .yaml")
    corrections: Note = Field("", description="Service minutes learned by `freight days learn`, .csv")
    factors: Note = Field("", description="Table of emission factors; silent: the packaged one")
    gazetteer: Note = Field(
        "", description="Place names, .csv; silent: the embedded one of the network drammen"
    )
    replan: Note = Field("", description="What happened since an earlier plan; written by freight replan")
    goods: GoodsBlock | None = Field(None, description="Goods that must not share a vehicle")
    weather: WeatherBlock
    prices: PricesBlock
    objective: ObjectiveBlock = ObjectiveBlock()
    energy_doubt: EnergyDoubtBlock = EnergyDoubtBlock()
    balance: BalanceBlock | None = Field(None, description="Share work evenly; silent: the cheapest plan")
    snap_limit_m: Annotated[float, Field(gt=0, le=2000), NUMBER] = Field(
        SNAP_LIMIT_M, description="A place farther than this from any usable street is an error"
    )
    urban_factor: Annotated[float, Field(ge=0.2, le=1.2), NUMBER] = Field(
        URBAN_FACTOR, description="Factor on free speeds of motor vehicles"
    )


def read_scenario_file(path: Path, faults: list[Fault]) -> tuple[ScenarioFile | None, YamlFile | None]:
    """The validated file, and its raw content so that the files it names are read even when it is faulty."""
    file = read_yaml(path, faults)
    if file is None:
        return None, None
    if not isinstance(file.content, dict):
        advice = "write one 'field: value' a line, beginning with name:"
        faults.append(Fault(str(path), "", "", "is not a scenario: it holds no fields", advice))
        return None, None
    made = None
    try:
        made = ScenarioFile.model_validate(file.content)
        found = [] if made.goods is None else list(goods_problems(made.goods))
    except ValidationError as error:
        found = problems(error, ScenarioFile, file.content)
    faults.extend(
        Fault(str(path), file.where(problem.where), problem.value, problem.message, problem.advice)
        for problem in found
    )
    return made, file


def network_path(reference: str, base: Path, place: str, file: Path, faults: list[Fault]) -> str:
    """`EMBEDDED`, or the absolute path of a network file; a fault when there is none."""
    if reference == EMBEDDED:
        return EMBEDDED
    path = base / reference
    if not is_file(path):
        advice = "drammen, or the path of a file made by 'freight network build' or of an OSM file"
        close = did_you_mean(reference, [EMBEDDED]).partition("known")[0]
        faults.append(Fault(str(file), place, reference, "there is no such network", close + advice))
    return str(path.absolute())


def is_file(path: Path) -> bool:
    """Whether there is such a file; a name that no file can have is no file."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def place_of(file: YamlFile, field: str) -> str:
    """Where a field stands, for faults found later."""
    return file.where((field,)) or path_text((field,))
