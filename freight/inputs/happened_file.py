"""replan.json: what happened, beside the day's other files, written by `freight replan`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import Field, ValidationError

from freight.domain.happened import Event, EventKind, Happened
from freight.domain.scenario import Order
from freight.errors import Fault
from freight.inputs.explain import path_text, problems
from freight.inputs.json_file import read_json
from freight.inputs.orders import read_orders
from freight.inputs.plan_model import PlanPart, Text
from freight.units import HORIZON_S

FORMAT: Final = "freight-replan"
CANCELLED_FILE = "cancelled.csv"
EARLIER_FILE = "earlier-plan.json"
Second = Annotated[int, Field(ge=0, le=HORIZON_S, description="Seconds since midnight of the planning day")]


class EventPart(PlanPart):
    """One event; what does not belong to its kind is empty."""

    id: Text
    kind: Literal[tuple(kind.value for kind in EventKind)]  # type: ignore[valid-type]  # the words of the enum
    at_s: Second
    told_s: Second
    vehicle_id: Text = ""
    order_id: Text = ""
    late_s: Second = 0
    street_ids: list[Text] = Field(default_factory=list)
    until_s: Second = HORIZON_S
    text: Text = ""


class HappenedFile(PlanPart):
    """What happened since the plan that was told before."""

    format: Literal["freight-replan"]
    version: Literal[1]
    now_s: Second
    tolerance_s: Second
    earlier: Text = Field(description="File of the plan that was told before, beside this one")
    cancelled: Text = Field("", description="Table of cancelled orders; silent: none")
    events: list[EventPart]
    loaded: dict[Text, list[Text]] = Field(description="Vehicle -> deliveries on board when it left its depot")


def write_text(happened: Happened) -> str:
    """The file of what happened; the earlier plan and the cancelled orders lie beside it."""
    content = {
        "format": FORMAT,
        "version": 1,
        "now_s": happened.now_s,
        "tolerance_s": happened.tolerance_s,
        "earlier": EARLIER_FILE,
        "cancelled": CANCELLED_FILE if happened.cancelled else "",
        "events": [_event_part(event) for event in happened.events],
        "loaded": {name: list(ids) for name, ids in sorted(happened.loaded.items())},
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _event_part(event: Event) -> dict[str, object]:
    return {
        "id": event.id,
        "kind": event.kind.value,
        "at_s": event.at_s,
        "told_s": event.told_s,
        "vehicle_id": event.vehicle_id,
        "order_id": event.order_id,
        "late_s": event.late_s,
        "street_ids": list(event.street_ids),
        "until_s": event.until_s,
        "text": event.text,
    }


def read_happened(path: Path, timezone: str, read: dict[str, Path], faults: list[Fault]) -> Happened | None:
    """What happened, without the earlier plan itself; a fault for everything wrong. Files go into `read`."""
    content = read_json(path, faults)
    if content is None:
        return None
    try:
        file = HappenedFile.model_validate(content)
    except ValidationError as error:
        found = problems(error, HappenedFile, content)
        faults.extend(Fault(str(path), path_text(p.where), p.value, p.message, p.advice) for p in found)
        return None
    cancelled: tuple[Order, ...] = ()
    if file.cancelled:
        read["cancelled"] = path.parent / file.cancelled
        cancelled = read_orders(read["cancelled"], None, timezone, faults)
    read["earlier"] = path.parent / file.earlier
    if not read["earlier"].is_file():
        faults.append(Fault(str(path), "earlier", file.earlier, "there is no such plan", "put it back"))
    return Happened(
        now_s=file.now_s,
        tolerance_s=file.tolerance_s,
        events=tuple(_event(part) for part in file.events),
        loaded=_loaded(file.loaded),
        cancelled=cancelled,
        earlier_file=read["earlier"],
    )


def _event(part: EventPart) -> Event:
    fields = part.model_dump()
    return Event(**{**fields, "kind": EventKind(part.kind), "street_ids": tuple(part.street_ids)})


def _loaded(written: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(ids) for name, ids in written.items()}
