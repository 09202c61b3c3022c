"""What can go wrong, by exit code. Every text says what happened, where, and what to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with one input.

    `where` is the place inside the file (``row 7, column kg`` or ``vehicles[2].depot``), `value` what
    stood there, `advice` what to write instead. Empty strings where they do not apply.
    """

    file: str
    where: str
    value: str
    message: str
    advice: str = ""

    def __str__(self) -> str:
        place = ", ".join(part for part in (self.file, self.where) if part)
        shown = f" (found {self.value!r})" if self.value else ""
        advice = f" -> {self.advice}" if self.advice else ""
        return f"{place}: {self.message}{shown}{advice}"


class FreightError(Exception):
    """Root of every error a user may see without a traceback."""

    exit_code = 1


class InputError(FreightError):
    """One or more faults in people's files; carries all of them."""

    exit_code = 2

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))

    @classmethod
    def one(cls, file: str, where: str, value: object, message: str, advice: str = "") -> InputError:
        """Build an error of a single fault."""
        return cls([Fault(file, where, "" if value is None else str(value), message, advice)])


class NetworkError(FreightError):
    """A street network that cannot be read, built or used."""

    exit_code = 2


class UnreachableError(NetworkError):
    """A place that a vehicle class can not both reach and leave."""


class NoPlanError(FreightError):
    """Nothing could be planned; the text says why."""

    exit_code = 3


class PlanRejectedError(FreightError):
    """A plan broke a rule in the checker's replay."""

    exit_code = 1
