"""Pydantic's errors in plain sentences: where in the file, what is wrong, what to write instead."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

Location = tuple[int | str, ...]


class Problem(NamedTuple):
    """One thing wrong at one place of a file; becomes a `Fault` with the file's name."""

    where: Location
    value: str
    message: str
    advice: str = ""


_MARKS = ("function-", "constrained-", "nullable", "list[", "str")
"""How pydantic names the branches of a union inside a location."""
_MESSAGES: Mapping[str, tuple[str, str]] = {
    "missing": ("is missing", "add it"),
    "greater_than": ("must be more than {gt:g}", ""),
    "greater_than_equal": ("must be at least {ge:g}", ""),
    "less_than": ("must be less than {lt:g}", ""),
    "less_than_equal": ("must be at most {le:g}", "is the decimal sign lost, or the unit another one?"),
    "string_too_short": ("must not be empty", ""),
    "string_too_long": ("must be at most {max_length} letters long", ""),
    "string_type": ("must be text", 'put it in quotes: "..."'),
    "string_pattern_mismatch": ("does not have the expected form ({pattern})", ""),
    "bool_type": ("must be true or false", ""),
    "bool_parsing": ("must be true or false", ""),
    "int_type": ("must be a whole number", ""),
    "float_type": ("must be a number", ""),
    "finite_number": ("must be an ordinary number", ""),
    "list_type": ("must be a list", "start each entry with a dash, or write [a, b]"),
    "tuple_type": ("must be a list", "start each entry with a dash, or write [a, b]"),
    "model_type": ("must be a block of fields", ""),
    "model_attributes_type": ("must be a block of fields", ""),
    "dict_type": ("must be a block of fields", ""),
    "too_short": ("must have at least {min_length} entries, has {actual_length}", ""),
    "too_long": ("must have at most {max_length} entries", ""),
}


def problems(error: ValidationError, model: type[BaseModel], content: object) -> list[Problem]:
    """All errors of one validation, place and value as they stand in the file.

    Parameters
    ----------
    content
        What was validated.
    """
    return [_problem(details, model, content) for details in error.errors(include_url=False)]


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """``did you mean kg? `` or nothing, then what is known."""
    names = list(known)
    close = difflib.get_close_matches(
        word.casefold()[:80], [name.casefold() for name in names], n=1, cutoff=0.6
    )
    guess = next((name for name in names if close and name.casefold() == close[0]), "")
    shown = ", ".join(names[:40]) + (", ..." if len(names) > 40 else "")
    return (f"did you mean {guess}? " if guess else "") + f"known: {shown}"


def shown(value: object) -> str:
    """A value as it stood in the file, short enough for a line."""
    if isinstance(value, dict | list | tuple | set | frozenset) or value is None:
        return ""
    if isinstance(value, int) and abs(value) >= 10**30:
        return "a number of more than 30 digits"
    text = str(value)
    return text if len(text) <= 60 else text[:57] + "..."


def path_text(where: Sequence[int | str]) -> str:
    """``types[1].battery.capacity_kwh`` of a location."""
    text = ""
    for part in where:
        if isinstance(part, int):
            text += f"[{part}]"
        else:
            name = (part if part.isprintable() else ascii(part))[:60]
            text += f".{name}" if text else name
    return text


def _problem(details: ErrorDetails, model: type[BaseModel], content: object) -> Problem:
    where, kinds = _place(details["loc"], model)
    kind, context = details["type"], details.get("ctx", {})
    value = shown(_at(content, where))
    if kind == "freight":
        return Problem(where, value, str(context["message"]), str(context["advice"]))
    if kind == "extra_forbidden":
        fields = [name for owner in kinds for name in owner.model_fields]
        return Problem(where, "", "is not a known field", did_you_mean(str(where[-1]), fields))
    if kind.startswith("union_tag"):
        where = (*where, str(context["discriminator"]).strip("'"))
        value = shown(_at(content, where))
        message = "is missing" if kind == "union_tag_not_found" else "is not one of the words allowed here"
        return Problem(where, value, message, did_you_mean(value, filter(None, map(_tag, kinds))))
    if kind in {"enum", "literal_error"}:
        options = str(context["expected"]).replace(" or ", ", ").split(", ")
        words = [option.strip("'") for option in options]
        return Problem(where, value, "is not one of the words allowed here", did_you_mean(value, words))
    message, advice = _MESSAGES.get(kind, (details["msg"][:1].lower() + details["msg"][1:], ""))
    return Problem(where, value, message.format(**context), advice)


def _at(content: object, where: Location) -> object:
    """What stands at a place of a file, or None."""
    for part in where:
        if isinstance(content, dict):
            content = content.get(part)
        elif isinstance(content, list) and isinstance(part, int) and part < len(content):
            content = content[part]
        else:
            return None
    return content


def _place(location: Location, model: type[BaseModel]) -> tuple[Location, list[type[BaseModel]]]:
    """The location without pydantic's own marks (tags of unions), and the models its last step belongs to.

    Where the location ends at a union of models, these are the members of the union.
    """
    where: list[int | str] = []
    owners: list[type[BaseModel]] = []
    kinds: list[type[BaseModel]] = [model]
    for part in location:
        if isinstance(part, int):
            where.append(part)
            continue
        tagged = [kind for kind in kinds if _tag(kind) == part]
        if len(kinds) > 1 and tagged:
            kinds = tagged
            continue
        if part.startswith(_MARKS) and not any(part in kind.model_fields for kind in kinds):
            continue
        where.append(part)
        owners = kinds
        kinds = [inner for kind in kinds for inner in _field_models(kind, part)]
    return tuple(where), kinds if len(kinds) > 1 else owners


def _tag(kind: type[BaseModel]) -> str:
    """Value of the field `model` that tells the members of a union apart."""
    field = kind.model_fields.get("model")
    return str(get_args(field.annotation)[0]) if field is not None else ""


def _field_models(kind: type[BaseModel], part: str) -> list[type[BaseModel]]:
    field = kind.model_fields.get(part)
    return _models(field.annotation) if field is not None else []


def _models(annotation: object) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for inner in get_args(annotation) for model in _models(inner)]
