"""One file a policy: from a variant's day to the planning days that the ordinary planner takes."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from freight.compare.planning_day import Arrange, PlanningDay, Setting
from freight.compare.policies.collaboration import collaboration
from freight.compare.policies.hub import hub
from freight.compare.policies.locate import locate
from freight.compare.policies.reverse import reverse
from freight.compare.policies.separate import separate
from freight.compare.policies.two_echelon import two_echelon

POLICIES: Mapping[str, Arrange] = MappingProxyType(
    {
        "separate": separate,
        "hub": hub,
        "two_echelon": two_echelon,
        "collaboration": collaboration,
        "reverse": reverse,
        "locate": locate,
    }
)


def arrange(setting: Setting) -> tuple[PlanningDay, ...]:
    """Planning days of a variant, in the order in which goods flow."""
    return POLICIES[setting.variant.policy.model](setting)
