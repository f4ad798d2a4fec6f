"""Where the cases of a batch are done: in this process, in several, or on a Dask cluster.

Each function takes tasks and yields their outcomes as they come. A case whose process was killed
is done again once.
"""

from __future__ import annotations

import ipaddress
import uuid
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import msgspec
import psutil

from annotator.app.batch_case import run_case, run_packed
from annotator.core.cores import cores
from annotator.core.errors import UserError
from annotator.core.texts import tr
from annotator.services.batch import Outcome, failed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future

    from annotator.services.batch import Task

    Work = Callable[[bytes], bytes]

CASE_BYTES = 4 << 30
"""Memory that one case is reckoned with."""

TRIES = 2
CONNECT_S = 20
NOT_CONNECTED = (OSError, TimeoutError, ValueError, TypeError, RuntimeError)
"""What Dask raises where it cannot connect."""

KILLED = "Its process was killed twice, perhaps for want of memory; try fewer --workers."
THREADS = ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS")


def default_workers() -> int:
    """Return how many cases this computer can do at once: by its cores and free memory."""
    return max(1, min(cores(), psutil.virtual_memory().available // CASE_BYTES))


def in_this_process(tasks: Iterable[Task]) -> Iterator[Outcome]:
    """Do one case after the other."""
    yield from map(run_case, tasks)


def in_processes(tasks: Iterable[Task], workers: int, work: Work = run_packed) -> Iterator[Outcome]:
    """Do several cases at once, each in a process of this computer."""
    waiting = list(reversed([(task, 1) for task in tasks]))
    running: dict[Future[bytes], tuple[Task, int]] = {}
    while waiting or running:
        with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
            while waiting or running:
                while waiting and len(running) < workers:
                    task, turn = waiting.pop()
                    running[pool.submit(work, msgspec.json.encode(task))] = (task, turn)
                done, _ = wait(running, return_when=FIRST_COMPLETED)
                killed = False
                for future in done:
                    task, turn = running.pop(future)
                    try:
                        yield msgspec.json.decode(future.result(), type=Outcome)
                    except BrokenProcessPool:
                        killed = True
                        if turn < TRIES:
                            waiting.append((task, turn + 1))
                        else:
                            yield failed(task, KILLED)
                if killed:
                    break  # the others of this pool end too, and come again in a new one


@contextmanager
def dask_client(address: str | None, workers: int, threads: int) -> Iterator[Any]:
    """Client of a running scheduler, or of a cluster of this computer's own processes.

    Raises
    ------
    UserError
        If Dask is not installed, the address is not safe, or nothing answers there.
    """
    try:
        import dask
        from distributed import Client, LocalCluster
    except ImportError as error:
        raise UserError(
            "Dask is not installed; install it with: pip install 'catnet-annotator[cluster]'."
        ) from error
    # a worker's death puts a case under suspicion; it is done again once
    with dask.config.set({"distributed.scheduler.allowed-failures": TRIES - 1}):
        if address is None:
            with (
                LocalCluster(
                    n_workers=workers,
                    threads_per_worker=1,
                    host="127.0.0.1",
                    dashboard_address=None,
                    env=dict.fromkeys(THREADS, str(threads)),
                ) as cluster,
                Client(cluster) as client,
            ):
                yield client
            return
        check_address(address)
        try:
            client = Client(address, timeout=CONNECT_S)
        except NOT_CONNECTED as error:
            reason = not_connected(error)
            raise UserError(f"The cluster at {address} cannot be used: {reason}.") from error
        with client:
            yield client


def on_dask(tasks: Iterable[Task], client: Any, work: Work = run_packed) -> Iterator[Outcome]:
    """Do cases on the workers of a Dask client, which read and write the same files."""
    from distributed import as_completed
    from distributed.scheduler import KilledWorker

    run = uuid.uuid4().hex  # a scheduler would answer the same key with what it did before
    running = {
        client.submit(work, msgspec.json.encode(task), key=f"{task.name}-{run}"): task
        for task in tasks
    }
    for future in as_completed(running):
        try:
            yield msgspec.json.decode(future.result(), type=Outcome)
        except KilledWorker:
            yield failed(running[future], KILLED)
        except Exception as error:  # noqa: BLE001  (one bad case does not stop the others)
            yield failed(running[future], f"{type(error).__name__}: {error}")


def not_connected(error: Exception) -> str:
    """Say why there is no connection to a scheduler (one of `NOT_CONNECTED`); no full stop."""
    if isinstance(error, TypeError):  # what Dask says of missing certificates
        return tr(
            "no certificate is named for it; name yours in Dask's configuration, under "
            "distributed.comm.tls"
        )
    if "certificate" in str(error).lower():
        return tr("its certificate is not one that yours trusts")
    return tr("no scheduler answers there")


def check_address(address: str) -> None:
    """Raise `UserError` unless an address is of this computer or encrypted."""
    parts = urlsplit(address if "://" in address else f"tcp://{address}")
    host = parts.hostname or ""
    if parts.scheme == "tls" and host:
        return
    if parts.scheme == "tcp" and (host == "localhost" or _is_loopback(host)):
        return
    raise UserError(
        tr(
            "{address} is neither on this computer nor encrypted; use an address such as "
            "tls://scheduler:8786, or tcp://127.0.0.1:8786.",
            address=address,
        )
    )


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
