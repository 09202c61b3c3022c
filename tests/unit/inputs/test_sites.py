"""The sites file: what it may say, and what is said about what it may not."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pytest
import yaml

from freight.domain.site import Ready, Site
from freight.errors import Fault, InputError
from freight.inputs.load import load_scenario
from freight.inputs.site_model import SiteBlock, SitesFile
from tests.broken_inputs.cases import GOOD

SITES = """\
sites:
  - depot: H1
    chargers: [L1]
    cap_kw: 12,5
    base_load_kw: {"06-16": 2, "16-06": 0.5}
    price_nok_per_kwh: 1.1
    power_tariff_nok_per_kw: 60
    peak_so_far_kw: 3
    efficiency_share: 0.9
    plugged_in: "16:30"
    ready_min_before: 15
    evening_level_share: 0.4
    ready: needed
    step_min: 5
"""


def laid_out(folder: Path, sites: str = SITES, **files: tuple[str, str]) -> Path:
    """The good day with a sites file; `files` are replacements by the stem of the file."""
    copytree(GOOD, folder / "day")
    for stem, (old, new) in files.items():
        path = next((folder / "day").glob(f"{stem}.*"))
        text = path.read_text("utf-8")
        assert text.count(old) == 1
        path.write_text(text.replace(old, new), "utf-8")
    scenario = folder / "day" / "scenario.yaml"
    scenario.write_text(scenario.read_text("utf-8") + "sites: sites.yaml\n", "utf-8")
    (folder / "day" / "sites.yaml").write_text(sites, "utf-8")
    return scenario


def only_site(folder: Path, sites: str = SITES) -> Site:
    (site,) = load_scenario(laid_out(folder, sites)).sites
    return site


def test_every_field_is_read(tmp_path: Path) -> None:
    assert only_site(tmp_path) == Site(
        depot_id="H1", charger_ids=("L1",), cap_kw=12.5, base_kw=(0.5,) * 6 + (2.0,) * 10 + (0.5,) * 8,
        price_nok_per_kwh=(1.1,) * 24, tariff_nok_per_kw=60.0, peak_so_far_kw=3.0, efficiency_share=0.9,
        plugged_in_s=-7 * 3600 - 1800, evening_level={"Lyn": 0.4}, ready=Ready.NEEDED, ready_before_s=900,
        step_s=300,
    )  # fmt: skip


def test_what_is_silent_comes_from_the_day_and_is_never_invented(tmp_path: Path) -> None:
    site = only_site(tmp_path, "sites:\n  - {depot: H1, chargers: [L1], cap_kw: 20, efficiency_share: 0.9}\n")
    assert site.price_nok_per_kwh == (1.2,) * 24
    assert (site.tariff_nok_per_kw, site.peak_so_far_kw, site.base_kw) == (0.0, 0.0, (0.0,) * 24)
    assert (site.plugged_in_s, dict(site.evening_level), site.ready, site.step_s) == (None, {}, Ready.FULL, 900)


def test_prices_may_be_24_numbers(tmp_path: Path) -> None:
    listed = "[" + ", ".join(f"{hour}" for hour in range(24)) + "]"
    site = only_site(tmp_path, SITES.replace("price_nok_per_kwh: 1.1", f"price_nok_per_kwh: {listed}"))
    assert site.price_nok_per_kwh == tuple(float(hour) for hour in range(24))


FAULTY = {
    "cap of nothing": ("cap_kw: 12,5", "cap_kw: 0", "cap_kw, line 4", "must be more than 0"),
    "cap is a word": ("cap_kw: 12,5", "cap_kw: big", "cap_kw", "must be a number"),
    "no cap": ("    cap_kw: 12,5\n", "", "cap_kw", "is missing"),
    "no efficiency": ("    efficiency_share: 0.9\n", "", "efficiency_share", "is missing"),
    "efficiency in per cent": ("_share: 0.9", "_share: 90", "efficiency_share", "must be at most 1"),
    "gap in prices": ("1.1", '{"00-06": 1, "07-24": 2}', "price_nok_per_kwh", "has no value for hour 06"),
    "prices overlap": ("1.1", '{"00-07": 1, "06-24": 2}', "price_nok_per_kwh", "gives hour 06 twice"),
    "negative price": ("1.1", "-0.2", "price_nok_per_kwh", "must lie between 0 and"),
    "negative price in the list": ("1.1", f"[{'1, ' * 23}-1]", "price_nok_per_kwh", "hour 23 is -1"),
    "23 prices": ("1.1", f"[{'1, ' * 22}1]", "price_nok_per_kwh", "has 23"),
    "half hours": ("1.1", '{"00:30-24:00": 1}', "price_nok_per_kwh", "is not a stretch of whole hours"),
    "price is a word": ("1.1", "cheap", "price_nok_per_kwh", "must be a number"),
    "price is true": ("1.1", "true", "price_nok_per_kwh", "must be a number"),
    "tariff is a word": ("_kw: 60", "_kw: sixty", "power_tariff_nok_per_kw", "must be a number"),
    "tariff below 0": ("_kw: 60", "_kw: -60", "power_tariff_nok_per_kw", "must be at least 0"),
    "peak is nan": ("far_kw: 3", "far_kw: nan", "peak_so_far_kw", "must be an ordinary number"),
    "base over cap": ("0.5}", "14}", "base_load_kw", "leaves nothing of the 12.5 kW in hour 00"),
    "unknown depot": ("H1", "H9", "depot", "is no known depot"),
    "unknown charger": ("[L1]", "[L2]", "chargers[0]", "is no known charger"),
    "no charger": ("[L1]", "[]", "chargers", "must have at least 1 entries"),
    "charger twice": ("[L1]", "[L1, L1]", "chargers[1]", "stands already at depot H1"),
    "no clock": ('"16:30"', "evening", "plugged_in", "is not a clock time"),
    "level over full": ("level_share: 0.4", "level_share: 40", "evening_level_share", "between 0 and 1"),
    "level of a stranger": ("0.4", "{Lun: 0.4}", "evening_level_share", "is no electric vehicle of this depot"),
    "ready maybe": ("needed", "maybe", "ready", "is not one of the words allowed here"),
    "steps of seven": ("step_min: 5", "step_min: 7", "step_min", "is not one of the words allowed here"),
    "a field too many": ("ready: needed", "reddy: needed", "reddy", "is not a known field"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTY)
def test_a_fault_is_told_with_its_place(tmp_path: Path, name: str) -> None:
    old, new, where, message = FAULTY[name]
    assert SITES.count(old) == 1
    (fault,) = faults(laid_out(tmp_path, SITES.replace(old, new)))
    assert fault.file.endswith("sites.yaml")
    assert where in fault.where
    assert message in fault.message


def faults(scenario: Path) -> tuple[Fault, ...]:
    with pytest.raises(InputError) as raised:
        load_scenario(scenario)
    return raised.value.faults


def test_a_depot_stands_once(tmp_path: Path) -> None:
    found = faults(laid_out(tmp_path, SITES + SITES.removeprefix("sites:\n")))
    assert [fault.message for fault in found] == ["the depot stands twice", "stands already at depot H1"]


def test_a_mode_without_charger_is_told(tmp_path: Path) -> None:
    (fault,) = faults(laid_out(tmp_path, chargers=("drive|cycle", "drive")))
    assert "none of them is for mode cycle, and vehicle Lyn" in fault.message


def test_a_night_in_which_the_clocks_are_moved_is_told(tmp_path: Path) -> None:
    (fault,) = faults(laid_out(tmp_path, scenario=("2026-11-23", "2026-10-25")))
    assert "the clocks are moved" in fault.message


def test_a_missing_sites_file_is_told(tmp_path: Path) -> None:
    scenario = laid_out(tmp_path)
    (scenario.parent / "sites.yaml").unlink()
    (fault,) = faults(scenario)
    assert "no such file" in fault.message


CURVES = {
    "[[0, 11], [0.9, 11]]": "ends before the battery is full",
    "[[0.2, 11], [1, 11]]": "leaves out the levels above the reserve",
    "[[0, 11]]": "at least 2",
    "[[0, 11], [0.5, 9], [0.5, 8], [1, 2]]": "is not above the level before it",
    "[[0, 11], [0.5, 12], [1, 2]]": "is more than at the level before it",
    "[[0, 11], [1, 0]]": "must be more than 0",
    "[[0, 11], [1]]": "is missing",
    "fast": "must be a list",
}


@pytest.mark.parametrize("curve", CURVES)
def test_a_curve_that_can_not_be_is_told(tmp_path: Path, curve: str) -> None:
    change = ("reserve_share: 0.1}", f"reserve_share: 0.1, charge_curve: {curve}}}")
    (fault,) = [one for one in faults(laid_out(tmp_path, fleet=change)) if one.file.endswith("fleet.yaml")]
    assert "charge_curve" in fault.where
    assert CURVES[curve] in fault.message


def test_the_example_of_the_page_is_a_sites_file() -> None:
    page = (Path(__file__).parents[3] / "docs" / "site.md").read_text("utf-8")
    block = page.partition("```yaml\n")[2].partition("```")[0]
    (site,) = SitesFile.model_validate(yaml.safe_load(block)).sites
    assert set(site.model_fields_set) == set(SiteBlock.model_fields)
