"""The checker's findings as ``check.json``."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from freight.check.check import CheckResult
from freight.files import write_atomically


def write_check(directory: Path, result: CheckResult, robust_share: float | None = None) -> Path:
    """Write violations and cost parts (NOK) of a replay; returns the file.

    `robust_share` is the probability with which every reserve was to be kept.
    """
    path = directory / "check.json"
    content = {
        "format": "freight-check",
        "version": 1,
        "clean": not result.violations,
        "violations": [asdict(violation) for violation in result.violations],
        "cost_nok": asdict(result.cost),
        "robust_share": robust_share,
        "battery_margins": [asdict(margin) for margin in result.margins],
    }
    write_atomically(path, json.dumps(content, indent=2, ensure_ascii=False) + "\n")
    return path
