"""What a fleet file says about how fast a battery charges."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated

from pydantic import AfterValidator, Field

from freight.inputs.fields import FileModel, PowerKw, Share
from freight.inputs.parse import wrong

Curve = tuple[tuple[Share, PowerKw], ...]


def _from_empty_to_full(curve: Curve) -> Curve:
    levels = [level for level, _ in curve]
    if curve and (len(curve) < 2 or levels[0] != 0.0 or levels[-1] != 1.0):
        raise wrong("must begin at level 0 and end at level 1", "write [[0, 11], [0.8, 11], [1, 2]]")
    if any(later <= earlier for earlier, later in pairwise(levels)):
        raise wrong("must name each level once, rising", "write [[0, 11], [0.8, 11], [1, 2]]")
    return curve


class ChargeFields(FileModel):
    """Limits of charging; silent: the socket is the limit."""

    charge_kw: PowerKw | None = Field(None, description="What its own AC charger draws at most")
    charge_curve: Annotated[Curve, AfterValidator(_from_empty_to_full)] = Field(
        (), description="[level_share, kW into the battery at most], from level 0 to level 1"
    )
