"""A cell that can not be understood."""

from __future__ import annotations


class UnclearError(ValueError):
    """What is wrong with one cell, and what to write instead."""

    def __init__(self, message: str, advice: str) -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice
