"""YAML as a pilot writes it: plain values only, every line known, nothing that can blow up.

Anchors, aliases, tags and several documents are refused; a key may stand once. Plain scalars follow the core
schema of YAML 1.2, so ``no`` and ``10:30`` stay text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from freight.errors import Fault
from freight.inputs.explain import Location, path_text
from freight.inputs.text_file import MAX_YAML_BYTES, read_text

MAX_DEPTH = 12
_INT = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*|[0-9]+(?=[eE]))(?:[eE][-+]?[0-9]{1,3})?")
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}


@dataclass(slots=True)
class YamlFile:
    """The content of a YAML file and the line of every entry."""

    content: object
    lines: dict[Location, int]

    def where(self, location: Location) -> str:
        """``types[1].battery.capacity_kwh, line 12``, or the line of the nearest entry around it."""
        for length in range(len(location), 0, -1):
            if location[:length] in self.lines:
                return f"{path_text(location)}, line {self.lines[location[:length]]}"
        return path_text(location)


@dataclass(slots=True)
class _Open:
    """A list or block being read, at its place in the file."""

    content: list[object] | dict[str, object]
    location: Location
    key: str | None = None


@dataclass(slots=True)
class _Build:
    """The value grown from the events of the parser."""

    shown: str
    faults: list[Fault]
    stack: list[_Open] = field(default_factory=list)
    result: object = None
    lines: dict[Location, int] = field(default_factory=dict)

    def refuse(self, event: yaml.Event, message: str, advice: str, value: str = "") -> None:
        """Note a fault at the line of the event."""
        self.faults.append(Fault(self.shown, f"line {_line(event)}", value, message, advice))


def read_yaml(path: Path, faults: list[Fault]) -> YamlFile | None:
    """Content of a YAML file, or None and faults."""
    text = read_text(path, faults, MAX_YAML_BYTES)
    if text is None:
        return None
    build = _Build(str(path), [])
    try:
        for event in _events(text):
            if not _take(build, event):
                break
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        tab = "'\\t'" in str(error.problem)
        advice = (
            "indent with spaces, never with tabs" if tab else "check colons, dashes, quotes and indentation"
        )
        place = f"line {mark.line + 1}" if mark else ""
        build.faults.append(Fault(str(path), place, "", f"is not YAML: {error.problem}", advice))
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        message = f"is not YAML: {str(error).splitlines()[0][:120]}"
        build.faults.append(Fault(str(path), "", "", message, "check colons, dashes, quotes and indentation"))
    faults.extend(build.faults)
    return None if build.faults else YamlFile(build.result, build.lines)


def _events(text: str) -> Iterator[yaml.Event]:
    yield from yaml.parse(text, Loader=yaml.SafeLoader)


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 0


def _take(build: _Build, event: yaml.Event) -> bool:
    """Take one event in; False when reading on makes no sense."""
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        build.refuse(event, "anchors and aliases (& and *) are not allowed", "write the values out")
        return False
    if isinstance(event, yaml.DocumentStartEvent) and event.explicit and build.lines:
        build.refuse(event, "holds a second document (---)", "one file, one document")
        return False
    tag = getattr(event, "tag", None)
    if tag not in {None, "!"}:
        build.refuse(event, "tags (!...) are not allowed", "write plain values", str(tag)[:60])
        return False
    if isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
        return _open(build, event)
    if isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
        build.stack.pop()
    elif isinstance(event, yaml.ScalarEvent):
        _scalar(build, event)
    return True


def _open(build: _Build, event: yaml.Event) -> bool:
    if len(build.stack) >= MAX_DEPTH:
        build.refuse(event, f"is nested more than {MAX_DEPTH} levels deep", "is a bracket or an indent wrong?")
        return False
    top = build.stack[-1] if build.stack else None
    if top is not None and isinstance(top.content, dict) and top.key is None:
        build.refuse(event, "a key must be a word", "check brackets and question marks")
        return False
    content: list[object] | dict[str, object] = {} if isinstance(event, yaml.MappingStartEvent) else []
    build.stack.append(_Open(content, _add(build, content, event)))
    return True


def _scalar(build: _Build, event: yaml.ScalarEvent) -> None:
    top = build.stack[-1] if build.stack else None
    if top is None or isinstance(top.content, list) or top.key is not None:
        _add(build, _value(event), event)
        return
    key = str(event.value)
    if key in top.content:
        first = build.lines.get((*top.location, key))
        build.refuse(event, f"the key stands twice (first on line {first})", "keep one of them", key[:60])
    top.key = key


def _add(build: _Build, value: object, event: yaml.Event) -> Location:
    """Put a value where the file has it; returns its location."""
    if not build.stack:
        build.result, location = value, ()
        build.lines[()] = _line(event)
        return location
    top = build.stack[-1]
    if isinstance(top.content, list):
        here: Location = (*top.location, len(top.content))
        top.content.append(value)
    else:
        here = (*top.location, top.key or "")
        top.content[top.key or ""] = value
        top.key = None
    build.lines[here] = _line(event)
    return here


def _value(event: yaml.ScalarEvent) -> object:
    text = str(event.value)
    if event.style is not None:
        return text
    if text.lower() in _WORDS:
        return _WORDS[text.lower()]
    if _INT.fullmatch(text):
        return int(text)
    return float(text) if _FLOAT.fullmatch(text) else text
