"""All freight in the zone: the participating flow before the background that the study states."""

from __future__ import annotations

import pandas as pd

NOT_ADDITIVE = ("load_factor", "on_time_share")
SOURCE = "participating flow and the study's share of all freight in the zone"


def with_zone_scope(table: pd.DataFrame, reference: str, participating_share: float) -> pd.DataFrame:
    """The long table with rows of scope ``zone`` for the city's own measures.

    All freight in the zone is what the reference does there, over the participating share; the rest of it stays
    as it is in every variant. It is reckoned from the mean of the reference's runs of the same day, so
    that the background adds no noise of the search.

    Parameters
    ----------
    participating_share
        Of all freight in the zone under the reference, what takes part in the study; applied to every measure.
    """
    city = table[(table["party_kind"] == "city") & (table["coalition"] == "")]
    same = ["day", "party", "measure", "bound"]
    base = city[city["variant"] == reference].groupby(same, as_index=False)["value"].mean()
    rest = base.assign(rest=base["value"] * (1.0 / participating_share - 1.0)).drop(columns="value")
    joined = city.merge(rest, on=same, how="left")
    zone = joined.assign(scope="zone", value=joined["value"] + joined["rest"].fillna(0.0), source=SOURCE).drop(
        columns="rest"
    )
    return pd.concat([table, zone], ignore_index=True)
