"""The peers on published instances: the same integers, seconds and threads; routes come back as node numbers.

PyVRP and the OR-Tools routing library search with one thread; with more, PyVRP gets one walk a thread with
seeds of their own and its best plan counts, and OR-Tools stays alone. VROOM splits its search over threads.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import timedelta
from functools import cache
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from solomon import Instance, checked_cost, to_problem

Routes = list[list[int]]
Runner = Callable[[Instance, float, int, int], Routes]
"""(instance, seconds, seed, threads) -> routes."""
EXPLORATION = 5
"""VROOM's highest effort; it stops by itself where that is done before the seconds are."""


def run_hybrid(instance: Instance, seconds: float, seed: int, threads: int) -> Routes:
    """Our engine, as `freight plan` uses it, from the problem to the judged plan."""
    from freight.solve.search import solve

    solution = solve(
        to_problem(instance), seed=seed, time_limit_s=seconds, iterations=None, engine="hybrid", threads=threads
    )
    routes = [[order + 1 for order in route.orders] for route in solution.routes]
    if solution.objective_micro != checked_cost(instance, routes):
        raise ValueError(f"{instance.name}: the engine's objective is not the cost of its routes")
    return routes


def run_pyvrp(instance: Instance, seconds: float, seed: int, threads: int) -> Routes:
    """PyVRP with its default settings."""
    if threads == 1:
        return _pyvrp_walk(instance, seconds, seed)
    seeds = [seed * threads + walk for walk in range(threads)]
    with ProcessPoolExecutor(threads, mp_context=get_context("spawn")) as pool:
        found = pool.map(_pyvrp_walk, [instance] * threads, [seconds] * threads, seeds)
        return min(found, key=lambda routes: checked_cost(instance, routes))


def _pyvrp_walk(instance: Instance, seconds: float, seed: int) -> Routes:
    import pyvrp
    import pyvrp.stop

    nodes = range(1, instance.customers + 1)
    data = pyvrp.ProblemData(
        [pyvrp.Location(0, 0) for _ in range(instance.customers + 1)],
        [
            pyvrp.Client(
                node,
                delivery=[int(instance.demand[node])],
                service_duration=int(instance.service[node]),
                tw_early=int(instance.ready[node]),
                tw_late=int(instance.due[node]),
            )
            for node in nodes
        ],
        [pyvrp.Depot(0, int(instance.ready[0]), int(instance.due[0]))],
        [pyvrp.VehicleType(instance.vehicles, [instance.capacity])],
        [instance.distance],
        [instance.distance],
    )
    result = pyvrp.solve(data, pyvrp.stop.MaxRuntime(seconds), seed=seed, collect_stats=False)
    return [[visit.idx + 1 for visit in route if visit.is_client()] for route in result.best.routes()]


def run_vroom(instance: Instance, seconds: float, seed: int, threads: int) -> Routes:
    """VROOM, which knows no seed."""
    del seed
    import vroom

    plan = vroom.Input()
    plan.set_durations_matrix("car", instance.distance.astype(np.uint32))
    hours = vroom.TimeWindow(int(instance.ready[0]), int(instance.due[0]))
    for number in range(instance.vehicles):
        plan.add_vehicle(vroom.Vehicle(number, start=0, end=0, capacity=[instance.capacity], time_window=hours))
    for node in range(1, instance.customers + 1):
        plan.add_job(
            vroom.Job(
                node,
                location=node,
                delivery=[int(instance.demand[node])],
                default_service=int(instance.service[node]),
                time_windows=[vroom.TimeWindow(int(instance.ready[node]), int(instance.due[node]))],
            )
        )
    answer = plan.solve(EXPLORATION, nb_threads=threads, timeout=timedelta(seconds=seconds))
    jobs = answer.routes[answer.routes["type"] == "job"]
    return [[int(node) for node in group["id"]] for _, group in jobs.groupby("vehicle_id")]


def run_ortools(instance: Instance, seconds: float, seed: int, threads: int) -> Routes:
    """A plain OR-Tools routing model with guided local search, leaner than this project's own."""
    del seed, threads
    from ortools.constraint_solver import pywrapcp, routing_enums_pb2

    nodes, horizon = instance.customers + 1, int(instance.due[0])
    manager = pywrapcp.RoutingIndexManager(nodes, instance.vehicles, 0)
    model = pywrapcp.RoutingModel(manager)
    model.SetArcCostEvaluatorOfAllVehicles(model.RegisterTransitMatrix(instance.distance.tolist()))
    span = model.RegisterTransitMatrix((instance.distance + instance.service[:, None]).tolist())
    load = model.RegisterUnaryTransitVector(instance.demand.tolist())
    model.AddDimension(load, 0, instance.capacity, True, "load")
    model.AddDimension(span, horizon, horizon, False, "time")
    clock = model.GetDimensionOrDie("time")
    for node in range(1, nodes):
        window = int(instance.ready[node]), int(instance.due[node])
        clock.CumulVar(manager.NodeToIndex(node)).SetRange(*window)
    search = pywrapcp.DefaultRoutingSearchParameters()
    search.first_solution_strategy = routing_enums_pb2.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
    search.local_search_metaheuristic = routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    search.time_limit.FromMilliseconds(int(1000 * seconds))
    answer = model.SolveWithParameters(search)
    if answer is None:
        return []
    routes = []
    for vehicle in range(instance.vehicles):
        index, route = answer.Value(model.NextVar(model.Start(vehicle))), []
        while not model.IsEnd(index):
            route.append(manager.IndexToNode(index))
            index = answer.Value(model.NextVar(index))
        routes.append(route)
    return [route for route in routes if route]


RUNNERS: dict[str, Runner] = {
    "hybrid": run_hybrid,
    "pyvrp": run_pyvrp,
    "vroom": run_vroom,
    "ortools": run_ortools,
}
PACKAGES = {"hybrid": "freight", "pyvrp": "pyvrp", "vroom": "pyvroom", "ortools": "ortools"}


def version_of(method: str) -> str:
    """Version of the package behind a method; of our own the state of the repository too."""
    own = f"+{_commit()}" if PACKAGES[method] == "freight" else ""
    return version(PACKAGES[method]) + own


@cache
def _commit() -> str:
    asked = ["git", "-C", str(Path(__file__).parent), "rev-parse", "--short", "HEAD"]
    answer = subprocess.run(asked, capture_output=True, text=True, check=False)
    return answer.stdout.strip() or "unknown"
