"""Goods that must not share a vehicle: a block of the scenario file, and the classes that orders state."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from pydantic import Field

from freight.domain.goods import GoodsRules
from freight.domain.scenario import Order
from freight.errors import Fault
from freight.inputs.explain import Location, Problem, did_you_mean
from freight.inputs.fields import FileModel, GoodsClass


class GoodsBlock(FileModel):
    """The classes of goods of the day, and which of them must not ride together."""

    classes: list[GoodsClass] = Field(
        description="Every class that an order may state; capitals do not matter", min_length=1, max_length=200
    )
    keep_apart: list[tuple[GoodsClass, GoodsClass]] = Field(
        description="Pairs of classes that never share a vehicle", max_length=2000
    )

    def rules(self) -> GoodsRules:
        """As the rest of the program knows them."""
        return GoodsRules(tuple(self.classes), tuple(self.keep_apart))


def goods_problems(block: GoodsBlock) -> Iterator[Problem]:
    """What is wrong between the entries of the block."""
    here: Location = ("goods", "classes")
    for number, name in enumerate(block.classes):
        if not name:
            yield Problem((*here, number), "", "is empty", "write a name, or take the entry out")
        elif name in block.classes[:number]:
            yield Problem((*here, number), name, "the class stands twice", "keep one of the two")
    seen: set[frozenset[str]] = set()
    for number, pair in enumerate(block.keep_apart):
        where: Location = ("goods", "keep_apart", number)
        for name in dict.fromkeys(pair):
            if name not in block.classes:
                advice = did_you_mean(name, block.classes)
                yield Problem(where, name, "is no class of goods of this day", advice)
        value = " and ".join(pair)
        if pair[0] == pair[1]:
            message = "a class can not be kept apart from itself"
            yield Problem(where, value, message, "name two classes; one order a route is max_stops: 1")
        elif frozenset(pair) in seen:
            yield Problem(where, value, "the pair stands twice", "keep one of the two, in either order")
        seen.add(frozenset(pair))


def class_faults(path: Path, orders: Sequence[Order], rules: GoodsRules) -> Iterator[Fault]:
    """Orders of a class that the day does not know: a slip of the keyboard must not let goods ride together."""
    for order in orders:
        if order.goods_class and rules.classes and order.goods_class not in rules.classes:
            where = f"row {order.row}, column goods_class"
            message = "is no class of goods in the scenario"
            yield Fault(
                str(path), where, order.goods_class, message, did_you_mean(order.goods_class, rules.classes)
            )
