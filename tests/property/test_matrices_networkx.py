"""The matrices against plain networkx on a turn-expanded graph built in another way."""

from __future__ import annotations

from unittest import mock

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from freight.domain.plan import Leg
from freight.network import contract
from freight.network.matrices import travel
from freight.network.travel_table import TravelTable
from freight.network.view import DESTINATION, THROUGH, Place, StreetView
from freight.units import HORIZON_S
from tests.random_views import Recipe, random_places, random_view

recipes = st.builds(
    Recipe,
    seed=st.integers(0, 10**6),
    nodes=st.integers(9, 14),
    segments=st.integers(4, 22),
    places=st.integers(1, 7),
    bans=st.sampled_from([0, 0, 3, 12]),
    destination_share=st.sampled_from([0.0, 0.3, 0.6]),
    timetables=st.sampled_from([0, 2, 40]),
    whole_costs=st.booleans(),
)


thoroughness = st.sampled_from([-1000, -2, 0, contract.MORE_ARCS])
"""How far the graph is contracted: small graphs would otherwise be contracted to nothing."""


def contracted(view: StreetView, places: tuple[Place, ...], more_arcs: int) -> TravelTable:
    with mock.patch.object(contract, "MORE_ARCS", more_arcs):
        return travel(view, places)


def turn_row(view: StreetView, street: int, to: int) -> int | None:
    rows = range(int(view.turn_start[street]), int(view.turn_start[street + 1]))
    return next((row for row in rows if view.turn_to[row] == to), None)


def follow(phase: str, is_through: bool) -> str | None:
    """The grammar of a path, in words: DESTINATION* THROUGH* DESTINATION*."""
    if is_through:
        return None if phase == "in" else "through"
    return "out" if phase == "out" else "in"


def reference_graph(view: StreetView, places: tuple[Place, ...]) -> nx.DiGraph:
    """States are (phase, the last few streets driven): no automaton, only memory that is long enough."""
    memory = max((len(path) for path in view.banned_paths), default=2) - 1
    graph: nx.DiGraph = nx.DiGraph()
    waiting = []
    for place in places:
        for at in place.positions:
            phase = "through" if view.access[at.street] == THROUGH else "out"
            waiting.append((phase, (at.street,)))
    seen = set(waiting)
    graph.add_nodes_from(seen)
    while waiting:
        phase, driven = state = waiting.pop()
        street = driven[-1]
        for row in range(int(view.turn_start[street]), int(view.turn_start[street + 1])):
            to = int(view.turn_to[row])
            path = (*driven, to)
            entered = follow(phase, view.access[to] == THROUGH)
            if (
                view.access[to] == 0
                or entered is None
                or any(path[-len(ban) :] == ban for ban in view.banned_paths)
            ):
                continue
            after = (entered, path[-memory:])
            graph.add_edge(state, after, cost=view.cost_nok[street] + view.turn_cost_nok[row])
            if after not in seen:
                seen.add(after)
                waiting.append(after)
    return graph


def reference_costs(view: StreetView, places: tuple[Place, ...]) -> np.ndarray:
    graph = reference_graph(view, places)
    costs = np.full((len(places), len(places)), np.inf)
    for i, start in enumerate(places):
        for at in start.positions:
            phase = "through" if view.access[at.street] == THROUGH else "out"
            first = (phase, (at.street,))
            distance = nx.single_source_dijkstra_path_length(graph, first, weight="cost")
            # Coming back to where it began is a path too, but not one of length zero.
            back = [
                distance[before] + cost
                for before, _, cost in graph.in_edges(first, data="cost")
                if before in distance
            ]
            distance[first] = min(back, default=np.inf)
            for j, end in enumerate(places):
                for to in end.positions:
                    best = min(
                        (d for (_, driven), d in distance.items() if driven[-1] == to.street), default=np.inf
                    )
                    cost = best - at.share * view.cost_nok[at.street] + to.share * view.cost_nok[to.street]
                    if to.street == at.street and to.share >= at.share:
                        cost = min(cost, (to.share - at.share) * view.cost_nok[at.street])
                    costs[i, j] = min(costs[i, j], cost)
    np.fill_diagonal(costs, 0.0)
    return costs


def phases(view: StreetView, leg: Leg) -> list[str]:
    phase = "out"
    found = []
    for street in leg.streets:
        following = follow(phase, view.access[street] == THROUGH)
        assert following is not None, "driven through a DESTINATION street"
        phase = following
        found.append(phase)
    return found


def drive(view: StreetView, leg: Leg) -> tuple[np.ndarray, list[tuple[float, float]]]:
    """Seconds, metres, kWh, fee, cost of a leg, and the clock at the beginning and end of each street."""
    total = np.zeros(5)
    clocks = []
    for k, street in enumerate(leg.streets):
        begin = leg.from_share if k == 0 else 0.0
        end = leg.to_share if k == len(leg.streets) - 1 else 1.0
        before = total[0]
        if k:
            row = turn_row(view, leg.streets[k - 1], street)
            assert row is not None, "a turn that is not allowed"
            total += [view.turn_s[row], 0, 0, view.turn_fee_nok[row], view.turn_cost_nok[row]]
        part = [
            view.drive_s[street],
            view.streets.length_m[street],
            view.energy_kwh[street],
            0,
            view.cost_nok[street],
        ]
        total += (end - begin) * np.array(part)
        clocks.append((before, total[0]))
    return total, clocks


def all_legs(table: TravelTable) -> dict[tuple[int, int], Leg]:
    pairs = np.argwhere(np.isfinite(table.cost_nok)).tolist()
    return {(i, j): table.leg(i, j) for i, j in pairs}


@settings(max_examples=400, deadline=None)
@given(recipes, thoroughness)
def test_costs_are_those_of_networkx(recipe: Recipe, more_arcs: int) -> None:
    view = random_view(recipe)
    places = random_places(recipe, view)
    table = contracted(view, places, more_arcs)
    np.testing.assert_allclose(table.cost_nok, reference_costs(view, places), rtol=1e-9, atol=1e-6)
    reached = np.isfinite(table.cost_nok)
    for measure in (table.seconds, table.metres, table.energy_kwh, table.fee_nok):
        assert (np.isfinite(measure) == reached).all()


@settings(max_examples=250, deadline=None)
@given(recipes, thoroughness)
def test_every_measure_is_that_of_the_leg_and_the_leg_is_legal(recipe: Recipe, more_arcs: int) -> None:
    view = random_view(recipe)
    table = contracted(view, random_places(recipe, view), more_arcs)
    for (i, j), leg in all_legs(table).items():
        total, _ = drive(view, leg)
        entry = [
            m[i, j] for m in (table.seconds, table.metres, table.energy_kwh, table.fee_nok, table.cost_nok)
        ]
        np.testing.assert_allclose(entry, total, rtol=1e-9, atol=1e-6)
        assert all(
            leg.streets[k : k + len(ban)] != ban for ban in view.banned_paths for k in range(len(leg.streets))
        )
        assert leg.from_share in {at.share for at in table.places[i].positions if at.street == leg.streets[0]}
        assert leg.to_share in {at.share for at in table.places[j].positions if at.street == leg.streets[-1]}
        phases(view, leg)


@settings(max_examples=250, deadline=None)
@given(recipes.filter(lambda recipe: recipe.timetables and recipe.destination_share), thoroughness)
def test_hours_ways_and_day_fees_are_those_of_all_legs(recipe: Recipe, more_arcs: int) -> None:
    view = random_view(recipe)
    table = contracted(view, random_places(recipe, view), more_arcs)
    count = len(table.places)
    way_out, way_in = np.zeros(count), np.zeros(count)
    timetables: list[set[int]] = [set() for _ in range(count)]
    touched = np.zeros(count, dtype=bool)
    for (i, j), leg in all_legs(table).items():
        _, clocks = drive(view, leg)
        phase = phases(view, leg)
        through = "through" in phase
        timed = [k for k, street in enumerate(leg.streets) if view.hours[street] >= 0]
        timed_in = [k for k in timed if phase[k] == "in"]
        assert leg.hold_before == (timed_in[0] if timed_in else 0)
        for k, street in enumerate(leg.streets):
            served = {"out": {i} if through else {i, j}, "through": set(), "in": {j}}[phase[k]]
            for place in sorted(served):
                timetables[place] |= {int(view.hours[street])} - {-1}
                touched[place] |= view.zone_inside["core"][street]
        if timed_in:
            way_in[j] = max(way_in[j], clocks[-1][1] - clocks[timed_in[0]][0])
        timed_out = [k for k in timed if phase[k] == "out"]
        if timed_out:
            way_out[i] = max(way_out[i], clocks[timed_out[-1] if through else -1][1])
    np.testing.assert_allclose(table.way_in_s, way_in, rtol=1e-9, atol=1e-6)
    np.testing.assert_allclose(table.way_out_s, way_out, rtol=1e-9, atol=1e-6)
    assert (table.zones_touched["core"] == touched).all()
    for place, used in enumerate(timetables):
        for time in (5_000, 25_000, 45_000, 65_000, 75_000, 90_000):
            is_open = all(any(a < time < b for a, b in view.timetable[k]) for k in used) and time < HORIZON_S
            assert any(a < time < b for a, b in table.open[place]) == is_open


@pytest.mark.parametrize("share", [0.0, 0.4])
def test_a_larger_graph_in_several_chunks(share: float, monkeypatch: pytest.MonkeyPatch) -> None:
    recipe = Recipe(seed=5, nodes=90, segments=200, places=25, bans=40, destination_share=share)
    view = random_view(recipe)
    places = random_places(recipe, view)
    monkeypatch.setattr("freight.network.contract.MORE_ARCS", 3)
    whole = travel(view, places)
    monkeypatch.setattr("freight.network.paths.CELLS", 700)
    chunked = travel(view, places)
    assert (whole.cost_nok == chunked.cost_nok).all()
    assert (whole.seconds == chunked.seconds).all()
    assert (whole.metres == chunked.metres).all()
    assert np.isfinite(whole.cost_nok).mean() > 0.3


def test_destination_streets_really_occur() -> None:
    """The generator must not be harmless: each layer is driven somewhere."""
    seen: set[str] = set()
    for seed in range(12):
        recipe = Recipe(seed=seed, segments=22, destination_share=0.4, timetables=3, bans=5)
        view = random_view(recipe)
        table = travel(view, random_places(recipe, view))
        for leg in all_legs(table).values():
            seen |= set(phases(view, leg))
            seen |= {"destination end"} if view.access[leg.streets[-1]] == DESTINATION else set()
    assert seen == {"out", "through", "in", "destination end"}
