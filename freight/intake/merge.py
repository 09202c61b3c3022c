"""Rows of one consignment as one order: quantities added, conflicts told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from freight.domain.scenario import Interval, OrderKind
from freight.intake.address import parse_address
from freight.intake.draft import Consignment, Draft
from freight.intake.fate import CellFault, Fate, Ledger
from freight.intake.orders_file import fault_at
from freight.intake.read_orders import where
from freight.intake.words import fold


def merge(drafts: list[Draft], ledger: Ledger) -> list[Consignment]:
    """Consignments in the order of their first rows; every row gets its fate."""
    found: dict[tuple[str, OrderKind], Consignment] = {}
    alone: list[Consignment] = []
    for draft in drafts:
        source = draft.source
        key = (draft.id.casefold(), draft.kind)
        first = found.get(key) if draft.id else None
        if first is None:
            consignment = Consignment(draft, [source])
            alone.append(consignment)
            if draft.id:
                found[key] = consignment
            ledger.fates[source.sheet, source.row.number] = Fate.ORDER
            continue
        faults = list(_conflicts(first.draft, draft))
        if faults:
            ledger.reject(faults)
            continue
        ledger.notes.extend(_differences(first.draft, draft))
        first.draft = _together(first.draft, draft)
        first.sources.append(source)
        ledger.fates[source.sheet, source.row.number] = Fate.MERGED
    _tell_missing_rows(alone, ledger)
    return _named(alone, ledger)


def _conflicts(first: Draft, other: Draft) -> Iterator[CellFault]:
    """What makes two rows two consignments, whatever their number says."""
    start = where(first.source)
    same = f"that of {start}, which has the same consignment number"
    if _elsewhere(first, other):
        advice = f"give it a number of its own, or the address of {start}"
        yield fault_at(other, "address", f"is another place than {same}", advice)
    if first.day != other.day and None not in {first.day, other.day}:
        yield fault_at(other, "date", f"is another day than {same}", "correct the date or the number")
    if first.goods_class and other.goods_class and first.goods_class != other.goods_class:
        advice = "give it a number of its own: one order has goods of one class"
        yield fault_at(other, "goods_class", f"is another class of goods than {same}", advice)
    if first.windows and other.windows and not _common(first.windows, other.windows):
        advice = "give both rows windows that overlap, or numbers of their own"
        yield fault_at(
            other, "windows", f"does not meet the window of {start}, which has the same number", advice
        )


def _elsewhere(first: Draft, other: Draft) -> bool:
    if first.position and other.position:
        return max(abs(a - b) for a, b in zip(first.position, other.position, strict=True)) > 0.0005
    if not (first.address and other.address):
        return False
    keys = [
        {
            one.street_key + str(one.number or "")
            for one in parse_address(draft.address, draft.postcode, draft.town)
        }
        for draft in (first, other)
    ]
    return not keys[0] & keys[1]


def _together(first: Draft, other: Draft) -> Draft:
    return replace(
        first,
        name=first.name or other.name,
        address=first.address or other.address,
        postcode=first.postcode or other.postcode,
        town=first.town or other.town,
        place=first.place or other.place,
        position=first.position or other.position,
        kg=_sum(first.kg, other.kg),
        m3=_sum(first.m3, other.m3),
        units=_sum(first.units, other.units),
        windows=_both_windows(first, other),
        day=first.day if first.day is not None else other.day,
        service_min=_either(max, first.service_min, other.service_min),
        skills=first.skills | other.skills,
        goods_class=first.goods_class or other.goods_class,
        group=first.group or other.group,
        carrier=first.carrier or other.carrier,
        priority=_first_priority(first.priority, other.priority),
        penalty_nok=_either(max, first.penalty_nok, other.penalty_nok),
    )


def _both_windows(first: Draft, other: Draft) -> tuple[Interval, ...]:
    if first.windows and other.windows:
        return _common(first.windows, other.windows)
    return first.windows or other.windows


def _first_priority(first: int | None, other: int | None) -> int | None:
    return min((one for one in (first, other) if one is not None), default=None)


def _sum(first: float | None, other: float | None) -> float | None:
    return None if first is None and other is None else round((first or 0.0) + (other or 0.0), 6)


def _either(choose: Callable[[float, float], float], first: float | None, other: float | None) -> float | None:
    return (
        choose(first, other) if first is not None and other is not None else (other if first is None else first)
    )


def _common(first: tuple[Interval, ...], other: tuple[Interval, ...]) -> tuple[Interval, ...]:
    return tuple((max(a, c), min(b, d)) for a, b in first for c, d in other if max(a, c) < min(b, d))


def _differences(first: Draft, other: Draft) -> Iterator[str]:
    """What differs and is decided without asking."""
    rows = f"{where(other.source)}, consignment {other.id}"
    texts = [[cell.own for cell in draft.source.row.cells] for draft in (first, other)]
    if texts[0] == texts[1]:
        copy = "its goods were added; take it out if it is a copy"
        yield f"{rows}: repeats {where(first.source)} word for word; {copy}"
    for name in ("name", "group", "carrier"):
        a, b = getattr(first, name), getattr(other, name)
        if a and b and fold(a) != fold(b):
            yield f"{rows}: {name} {b} differs from {a}, which is kept"
    if first.windows and other.windows and first.windows != other.windows:
        yield f"{rows}: the windows differ; what they have in common is kept"


def _tell_missing_rows(consignments: list[Consignment], ledger: Ledger) -> None:
    """An order goes out without the goods of a faulty row of its consignment: that must be known."""
    numbers = {one.draft.id.casefold() for one in consignments if one.draft.id}
    for draft in ledger.faulty:
        if draft.id.casefold() in numbers:
            row = where(draft.source)
            ledger.notes.append(f"consignment {draft.id} is imported without {row}, which was rejected")


def _named(consignments: list[Consignment], ledger: Ledger) -> list[Consignment]:
    """A unique name for every order: its number, with -pickup where a delivery has it too; or its row."""
    taken = {
        one.draft.id.casefold() for one in consignments if one.draft.kind is OrderKind.DELIVERY and one.draft.id
    }
    for one in consignments:
        draft = one.draft
        name = draft.id
        if not name:
            sheet = f"{fold(draft.source.sheet).replace(' ', '-')[:30]}-" if draft.source.sheet else ""
            name = f"{sheet}row-{draft.source.row.number}"
        if draft.kind is OrderKind.PICKUP and draft.id and name.casefold() in taken:
            ledger.notes.append(
                f"consignment {name} is delivered and picked up: two orders, the second {name}-pickup"
            )
            name = f"{name}-pickup"
        while (not draft.id or name != draft.id) and name.casefold() in taken:
            name += "-2"
        taken.add(name.casefold())
        one.draft = replace(draft, id=name)
    return consignments
