"""JSON with the same care as YAML: a key once, ordinary numbers, no endless nesting."""

from __future__ import annotations

import json
from pathlib import Path

from freight.errors import Fault
from freight.inputs.text_file import MAX_TABLE_BYTES, read_text


def read_json(path: Path, faults: list[Fault], limit: int = MAX_TABLE_BYTES) -> object | None:
    """Content of a JSON file, or None and a fault."""
    text = read_text(path, faults, limit)
    if text is None:
        return None
    try:
        content: object = json.loads(text, object_pairs_hook=_once, parse_constant=_ordinary)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, sign {error.colno}"
        message = f"is not JSON: {error.msg[:1].lower()}{error.msg[1:]}"
        faults.append(Fault(str(path), place, "", message, "check brackets, commas and quotes"))
        return None
    except RecursionError:
        faults.append(Fault(str(path), "", "", "is nested too deep", "is it the right file?"))
        return None
    except ValueError as error:
        faults.append(Fault(str(path), "", "", f"is not usable JSON: {error}", "correct it at its source"))
        return None
    if content is None:
        faults.append(Fault(str(path), "", "null", "holds nothing", "save it again"))
    return content


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    block = dict(pairs)
    if len(block) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(f"the key {twice[:60]!r} stands twice in one block")
    return block


def _ordinary(word: str) -> float:
    raise ValueError(f"{word} is not an ordinary number")
