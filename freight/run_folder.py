"""A folder that holds a plan together with every file it is made of, so that it stands alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from freight.domain.scenario import Scenario
from freight.files import fingerprint

INPUTS = "inputs"
"""Folder beside the plan that holds the files of its day."""
PARTS = {"earlier-plan": "earlier"}
"""Files whose name is not that of their part."""


def with_files(scenario: Scenario, files: Mapping[str, bytes], folder: Path) -> Scenario:
    """The scenario with its parts at the place where they are written."""
    named = {Path(name).stem: folder / name for name in files}
    parts = {**scenario.input_files, **{PARTS.get(stem, stem): path for stem, path in named.items()}}
    return replace(scenario, input_files=parts)


def fingerprints_with(scenario: Scenario, files: Mapping[str, bytes]) -> tuple[tuple[str, str], ...]:
    """(part, sha256) of every file of the day, those of its own folder as they will be written."""
    return tuple(
        (
            part,
            sha256(files[path.name]).hexdigest()
            if path.name in files and path.parent.name == INPUTS
            else fingerprint(path),
        )
        for part, path in sorted(scenario.input_files.items())
    )
