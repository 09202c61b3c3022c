"""Random street views: small tangled graphs with every rule that a path must obey."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from freight.network.energy import LinearEnergy
from freight.network.streets import Streets
from freight.network.view import DESTINATION, THROUGH, Place, Position, StreetView


@dataclass(frozen=True)
class Recipe:
    """What to put into a random view."""

    seed: int
    nodes: int = 8
    segments: int = 14
    places: int = 6
    bans: int = 0
    destination_share: float = 0.0
    closed_share: float = 0.05
    timetables: int = 0
    whole_costs: bool = False
    """Small whole numbers as costs: many paths cost the same."""


def random_streets(recipe: Recipe, rng: np.random.Generator) -> Streets:
    ends = rng.integers(0, recipe.nodes, (recipe.segments, 2))
    lat, lon = 59.7 + rng.random(recipe.nodes) / 50, 10.2 + rng.random(recipe.nodes) / 25
    from_node = np.column_stack([ends[:, 0], ends[:, 1]]).ravel()
    to_node = np.column_stack([ends[:, 1], ends[:, 0]]).ravel()
    points = np.column_stack([lon, lat])[np.column_stack([from_node, to_node]).ravel()]
    count = 2 * recipe.segments
    return Streets(
        source="OpenStreetMap",
        attribution="",
        node_osm_id=np.arange(recipe.nodes),
        node_lat=lat,
        node_lon=lon,
        node_tags={},
        street_id=tuple(f"{street // 2}.0{'+-'[street % 2]}" for street in range(count)),
        from_node=from_node,
        to_node=to_node,
        way_id=np.arange(count) // 2,
        forward=np.arange(count) % 2 == 0,
        length_m=np.repeat(rng.uniform(10, 500, recipe.segments), 2),
        tag_set=np.arange(count) // 2,
        tags=tuple({"highway": "residential", "name": f"Street {n}"} for n in range(recipe.segments)),
        point_start=np.arange(count + 1) * 2,
        points=points,
        restrictions=(),
        areas=(),
        ignored={},
    )


def random_view(recipe: Recipe) -> StreetView:
    rng = np.random.default_rng(recipe.seed)
    streets = random_streets(recipe, rng)
    count = streets.count
    draw = rng.random(count)
    access = np.full(count, THROUGH, dtype=np.int8)
    access[draw < recipe.destination_share] = DESTINATION
    access[draw > 1 - recipe.closed_share] = 0
    turns = [
        (street, int(to))
        for street in range(count)
        for to in np.flatnonzero(streets.from_node == streets.to_node[street])
        if rng.random() < (0.15 if to == street ^ 1 else 0.9)
    ]
    turn_from = np.array([street for street, _ in turns], dtype=np.int64)
    turn_to = np.array([to for _, to in turns], dtype=np.int64)
    fee = np.where(rng.random(len(turns)) < 0.1, 25.0, 0.0)
    if recipe.whole_costs:
        cost, turn_cost = rng.integers(1, 4, count) * 1.0, rng.integers(0, 2, len(turns)) + fee
    else:
        cost, turn_cost = rng.uniform(0.1, 5, count), rng.uniform(0, 1, len(turns)) + fee
    timed = (access == DESTINATION) & (rng.random(count) < 0.6) & (recipe.timetables > 0)
    opens = rng.integers(0, 40_000, recipe.timetables)
    return StreetView(
        streets=streets,
        profile_id="van",
        access=access,
        hours=np.where(timed, rng.integers(0, max(recipe.timetables, 1), count), -1).astype(np.int32),
        timetable=tuple(((int(time), int(time) + 20_000), (70_000, 80_000)) for time in opens),
        speed_kph=np.full(count, 30.0),
        drive_s=rng.uniform(1, 60, count),
        energy_kwh=(energy_kwh := rng.uniform(-0.1, 1, count)),
        drawn=LinearEnergy(energy_kwh, np.zeros(count)),
        bound=None,
        cost_nok=cost,
        turn_start=np.searchsorted(turn_from, np.arange(count + 1)),
        turn_to=turn_to,
        turn_s=np.where(rng.random(len(turns)) < 0.5, rng.uniform(0, 9, len(turns)), 0.0),
        turn_fee_nok=fee,
        turn_cost_nok=turn_cost,
        banned_paths=_random_bans(recipe, rng, turn_from, turn_to),
        zone_inside={"core": (access == DESTINATION) & (rng.random(count) < 0.5)},
        day_fee_nok={"core": 50.0} if recipe.timetables else {},
    )


def _random_bans(
    recipe: Recipe, rng: np.random.Generator, turn_from: np.ndarray, turn_to: np.ndarray
) -> tuple[tuple[int, ...], ...]:
    bans: set[tuple[int, ...]] = set()
    for _ in range(recipe.bans if len(turn_from) else 0):
        path = [int(rng.choice(turn_from))]
        while len(path) < rng.integers(3, 6):
            onward = turn_to[turn_from == path[-1]]
            if not len(onward):
                break
            path.append(int(rng.choice(onward)))
        if len(path) >= 3:
            bans.add(tuple(path))
    return tuple(sorted(bans))


def random_places(recipe: Recipe, view: StreetView) -> tuple[Place, ...]:
    """Places on usable streets: one or both directions, at ends, corners and the same spot too."""
    rng = np.random.default_rng(recipe.seed + 1)
    usable = np.flatnonzero(view.access != 0)
    if not len(usable):
        return ()
    places = []
    for number in range(recipe.places):
        street = int(rng.choice(usable[: max(2, len(usable) // 2)]))
        share = float(rng.choice([0.0, 0.25, 0.5, 1.0, rng.random()]))
        positions = [Position(street, share)]
        if view.access[street ^ 1] != 0 and rng.random() < 0.7:
            positions.append(Position(street ^ 1, 1 - share))
        places.append(Place(f"stop {number}", 59.7, 10.2, tuple(positions), 0.0))
    return tuple(places)
