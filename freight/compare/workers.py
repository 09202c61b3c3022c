"""Runs spread over processes or machines by dask.distributed, or done here one after the other."""

from __future__ import annotations

import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from freight.compare.measures import RunName
from freight.compare.runs import RunDone, RunFailed, do_run
from freight.compare.variants import Ground
from freight.errors import InputError

if TYPE_CHECKING:
    from distributed import Client

Result = tuple[RunName, RunDone | RunFailed]


def do_all(ground: Ground, runs: Sequence[RunName], workers: int, address: str | None) -> Iterator[Result]:
    """Results as they come, in any order; each is the same wherever it is done.

    Parameters
    ----------
    workers
        Processes on this machine; 1: in this process, without dask.
    address
        Of a dask scheduler, in place of `workers`. Inputs travel with the runs and results come back, so that
        no common disk is needed; the workers need this version of freight.

    Raises
    ------
    InputError
        When nothing answers at the address.
    """
    if address is None and workers == 1:
        for run in runs:
            yield run, do_run(ground, run)
        return
    from distributed import as_completed

    with _client(min(workers, len(runs)), address) as client:
        shared = client.scatter(ground, broadcast=True, hash=False)
        futures = {client.submit(do_run, shared, run, pure=False): run for run in runs}
        for future in as_completed(list(futures)):
            run = futures.pop(future)
            error = future.exception()
            yield run, RunFailed(f"{type(error).__name__}: {error}") if error is not None else future.result()
            future.release()


@contextmanager
def _client(workers: int, address: str | None) -> Iterator[Client]:
    from distributed import Client, LocalCluster

    if address is not None:
        try:
            client = Client(address, timeout="20s")
        except (OSError, ValueError) as error:
            advice = "start one with 'dask scheduler', or leave --dask out"
            raise InputError.one(
                "--dask", "", address, f"no dask scheduler answers: {error}", advice
            ) from error
        with client:
            yield client
        return
    with _undisturbed():
        cluster = LocalCluster(
            n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=":0", silence_logs=50
        )
    with cluster, Client(cluster) as client:
        yield client


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Processes started inside do not see Ctrl-C: this one does, and ends them in order."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
