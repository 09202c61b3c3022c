"""The turn-expanded graph, on drawn streets."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from freight.network.expanded import IN, ON, OUT, expand
from freight.network.view import CLOSED, DESTINATION, StreetView
from tests.random_views import Recipe, random_view


def line_of_streets(access: list[int], banned: tuple[tuple[int, ...], ...] = ()) -> StreetView:
    """Streets 0, 2, 4, ... one after the other; their twins are closed. Street 0 follows the last."""
    count = 2 * len(access)
    view = random_view(Recipe(seed=1, nodes=len(access), segments=len(access)))
    both = np.zeros(count, dtype=np.int8)
    both[::2] = access
    return replace(
        view,
        access=both,
        turn_start=(np.arange(count + 1) + 1) // 2,
        turn_to=(np.arange(len(access)) + 1) % len(access) * 2,
        turn_s=np.zeros(len(access)),
        turn_fee_nok=np.zeros(len(access)),
        turn_cost_nok=np.zeros(len(access)),
        banned_paths=banned,
    )


def arcs(view: StreetView) -> set[tuple[int, int, int, int]]:
    """(street, layer, next street, its layer)."""
    graph = expand(view)
    street, layer = graph.street, graph.layer
    return {
        (int(street[a]), int(layer[a]), int(street[b]), int(layer[b]))
        for a, b in zip(graph.tail, graph.head, strict=True)
    }


def test_layers_let_destination_streets_only_begin_or_end_a_path() -> None:
    view = line_of_streets([1, DESTINATION, DESTINATION, 1])
    assert arcs(view) == {
        (0, ON, 2, IN),
        (2, IN, 4, IN),
        (2, OUT, 4, OUT),
        (4, OUT, 6, ON),
        (6, ON, 0, ON),
    }
    graph = expand(view)
    assert [int(graph.layer[graph.start_state[street]]) for street in (0, 2, 4, 6)] == [ON, OUT, OUT, ON]
    assert graph.start_state[1] == -1


def test_closed_streets_have_no_states() -> None:
    view = line_of_streets([1, CLOSED, 1])
    graph = expand(view)
    assert sorted(graph.street.tolist()) == [0, 4]
    assert arcs(view) == {(4, ON, 0, ON)}


def test_arcs_are_sorted_by_tail() -> None:
    graph = expand(random_view(Recipe(seed=3, bans=6, destination_share=0.3)))
    assert (np.diff(graph.tail) >= 0).all()
    for state in range(len(graph.street)):
        assert (graph.tail[graph.arc_start[state] : graph.arc_start[state + 1]] == state).all()
    assert graph.arc_start[-1] == len(graph.tail)


def test_a_banned_path_needs_one_more_state_and_loses_its_last_turn() -> None:
    view = line_of_streets([1, 1, 1, 1], banned=((0, 2, 4),))
    graph = expand(view)
    assert sorted(graph.street.tolist()) == [0, 2, 2, 4, 6]
    assert [int(graph.street[a]) for a in graph.tail] == [0, 2, 4, 6]
    copy = int(graph.head[graph.tail == graph.start_state[0]][0])
    assert copy != graph.start_state[2]
    assert copy not in graph.tail


def test_a_ban_inside_a_longer_ban_still_holds() -> None:
    view = line_of_streets([1] * 5, banned=((0, 2, 4, 6, 8), (2, 4, 6)))
    graph = expand(view)
    waiting, seen = [int(graph.start_state[0])], set()
    while waiting:
        state = waiting.pop()
        seen.add(int(graph.street[state]))
        waiting += graph.head[graph.tail == state].tolist()
    assert seen == {0, 2, 4}
