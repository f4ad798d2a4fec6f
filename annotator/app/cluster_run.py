"""Runs of the window on a Dask cluster: a propagator that asks a worker, or this computer.

The device of the options says which: ``cluster:ADDRESS``, or one of this computer's. A cluster
that cannot be reached, or is lost, costs a message; this computer goes on where it was.
"""

from __future__ import annotations

import logging
import time
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import msgspec

from annotator.app.batch_workers import NOT_CONNECTED, check_address, not_connected
from annotator.app.cluster_wire import SentEnd, SentRequest, pack_volume, unpack_news
from annotator.core.errors import UserError
from annotator.core.proposal import IterationResult, RunProgress
from annotator.core.run_options import CLUSTER
from annotator.core.texts import tr
from annotator.io.session_record import run_record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotator.core.cancel import CancelToken
    from annotator.core.inspection import Inspection
    from annotator.core.run_options import RunOptions
    from annotator.core.support import PropagationRequest
    from annotator.core.volume import Volume
    from annotator.services.ports import Propagator

log = logging.getLogger(__name__)

CONNECT_S = 10
ANSWER_S = 60
"""For answers that take no computing."""

LOOK_S = 0.3
"""Between two looks at whether the run was cancelled or the worker lost."""


class ClusterLost(Exception):  # noqa: N818  (not an error of the program)
    """The cluster cannot be reached, or not any more; the text says why."""


class ClusterPropagator:
    """Fills slices on a cluster or on this computer, as the device of the options says.

    Satisfies `annotator.services.ports.Propagator`. Images are sent to the address that a request
    names; asking the user first is up to who makes the request.

    Parameters
    ----------
    local
        Does what is not sent.
    """

    def __init__(self, local: Propagator) -> None:
        self._local = local
        self._link: _Link | None = None
        self._arithmetic: dict[str, str] | None = None
        self._unreachable = ""

    def propagate(
        self, request: PropagationRequest, token: CancelToken
    ) -> Iterator[IterationResult | RunProgress]:
        """Run there or here; what a lost cluster has not filled is filled here."""
        self._arithmetic = None
        address = address_of(request.options)
        if not address:
            yield from self._local.propagate(request, token)
            return
        filled: set[int] = set()
        try:
            for item in self._on_cluster("propagate", address, request, token):
                if isinstance(item, IterationResult) and item.is_final:
                    filled.add(item.slice_index)
                yield item
        except ClusterLost as error:
            self._lose(address, error)
            text = tr(
                "The cluster at {address} does not do this run: {reason}. This computer goes on "
                "with it.",
                address=address,
                reason=error,
            )
            yield RunProgress(0, 0, text, important=True)
            rest = replace(_here(request), done=request.done | filled, previews=not filled)
            yield from self._local.propagate(rest, token)

    def learn(self, request: PropagationRequest, token: CancelToken) -> Iterator[RunProgress]:
        """Learn there or here; a cluster that was lost is not asked before the next run."""
        address = address_of(request.options)
        if not address or address == self._unreachable:
            yield from self._local.learn(_here(request), token)
            return
        try:
            for item in self._on_cluster("learn", address, request, token):
                if isinstance(item, RunProgress):
                    yield item
        except ClusterLost as error:
            self._lose(address, error)

    def prepare(
        self, volume: Volume, axis: int, options: RunOptions, token: CancelToken
    ) -> Iterator[RunProgress]:
        """Encode slices if they are filled here."""
        if not address_of(options):
            yield from self._local.prepare(volume, axis, options, token)

    def forget(self) -> None:
        """Drop what was learned, there and here."""
        self._local.forget()
        if self._link is not None:
            with suppress(ClusterLost):
                self._link.ask("forget")

    def inspect(
        self,
        request: PropagationRequest,
        label: int,
        index: int,
        token: CancelToken,
        attention: bool = False,
    ) -> Iterator[Inspection | RunProgress]:
        """Look into a run, always here."""
        return self._local.inspect(_here(request), label, index, token, attention)

    def device_name(self, device: str = "auto") -> str:
        """Human-readable name of the device a run would use."""
        address = device.removeprefix(CLUSTER)
        if address == device:
            return self._local.device_name(device)
        return tr("Cluster {address}", address=address)

    def model_names(self) -> list[str]:
        """Models of this computer; a cluster must have the same."""
        return self._local.model_names()

    def model_of(self, options: RunOptions) -> tuple[str, str]:
        """Name and checksum of the model that a run with these options uses."""
        return self._local.model_of(options)

    def arithmetic(self) -> dict[str, str]:
        """Say what the last result depends on to the bit: the worker's, if one made it."""
        return self._local.arithmetic() if self._arithmetic is None else self._arithmetic

    def _on_cluster(
        self, kind: str, address: str, request: PropagationRequest, token: CancelToken
    ) -> Iterator[IterationResult | RunProgress]:
        check_address(address)
        if self._link is None or self._link.address != address:
            if self._link is not None:
                self._link.close()
            yield RunProgress(0, 0, tr("Connecting to {address}", address=address))
            self._link = _Link(address)
        self._unreachable = ""
        model = self.model_of(request.options)
        there = _here(request)
        if model[0]:  # the default may be another there
            there = replace(there, options=replace(there.options, model=model[0]))
        record = run_record(there, at_s=0.0, seconds=0.0, model=model, result="")
        sent = SentRequest(kind, record, request.previews, tuple(sorted(request.done)))
        for item in self._link.run(sent, request.volume, token):
            if isinstance(item, SentEnd):
                self._arithmetic = item.arithmetic
            else:
                yield item

    def _lose(self, address: str, error: ClusterLost) -> None:
        log.warning("the cluster at %s is not used: %s", address, error)
        self._unreachable = address
        if self._link is not None:
            self._link.close()
        self._link = None


class _Link:
    """A connection to a scheduler, and what does our runs on one of its workers."""

    def __init__(self, address: str) -> None:
        from distributed import Client

        from annotator.app.cluster_worker import RunHost

        self.address = address
        try:
            self._client = Client(address, timeout=CONNECT_S)
        except NOT_CONNECTED as error:
            raise ClusterLost(not_connected(error)) from error
        if not self._client.scheduler_info()["workers"]:
            self.close()
            raise ClusterLost(tr("it has no worker"))
        self._made = self._client.submit(RunHost, actor=True, pure=False)
        self._host = self._wait(self._made, ANSWER_S)

    def run(
        self, sent: SentRequest, volume: Volume, token: CancelToken
    ) -> Iterator[IterationResult | RunProgress | SentEnd]:
        """Do a run on the worker; yields its news.

        Raises
        ------
        ClusterLost
            If the worker or the scheduler is gone, or refuses.
        UserError
            If the run itself fails.
        Cancelled
            When the token asks for it.
        """
        if not self.ask("has", volume.content_id):
            yield RunProgress(0, 0, tr("Sending the image to {address}", address=self.address))
            self.ask("take", pack_volume(volume))
        problem = self.ask("begin", msgspec.msgpack.encode(sent))
        if problem:
            raise ClusterLost(problem.rstrip("."))
        ended = False
        try:
            while not ended:
                for item in unpack_news(self._wait(self._call("more"), None, token)):
                    token.raise_if_cancelled()  # also where the worker was done before
                    ended = isinstance(item, SentEnd)
                    if isinstance(item, SentEnd) and item.problem:
                        raise UserError(item.problem)
                    yield item
        finally:
            if not ended:
                with suppress(ClusterLost):
                    self._call("stop")  # not waited for

    def ask(self, method: str, *args: Any) -> Any:
        """Call a method of the worker's host that takes no computing."""
        return self._wait(self._call(method, *args), ANSWER_S)

    def close(self) -> None:
        """Leave the cluster; its worker forgets image and networks."""
        self._client.close(timeout=1)

    def _call(self, method: str, *args: Any) -> Any:
        try:
            return getattr(self._host, method)(*args)
        except RuntimeError as error:  # what Dask says of a lost actor
            raise ClusterLost(tr("its worker is gone")) from error

    def _wait(self, answer: Any, limit_s: float | None, token: CancelToken | None = None) -> Any:
        """Wait for an answer, with an eye on the cluster and the token."""
        started = time.monotonic()
        while True:
            if token is not None:
                token.raise_if_cancelled()
            try:
                return answer.result(timeout=LOOK_S)
            except TimeoutError:
                self._check_alive()
            except UserError:
                raise
            except Exception as error:  # whatever Dask says of workers that are gone
                raise ClusterLost(tr("its worker is gone")) from error
            if limit_s is not None and time.monotonic() - started > limit_s:
                raise ClusterLost(tr("it does not answer"))

    def _check_alive(self) -> None:
        if self._client.status != "running":
            raise ClusterLost(tr("its scheduler is gone"))
        if self._made.done() and self._made.status != "finished":
            raise ClusterLost(tr("its worker is gone"))
        if getattr(self, "_host", None) is not None and self._made.status != "finished":
            raise ClusterLost(tr("its worker is gone"))


def address_of(options: RunOptions) -> str:
    """Address of the cluster that a run is to be done on; "" for this computer."""
    address = options.device.removeprefix(CLUSTER)
    return address if address != options.device else ""


def _here(request: PropagationRequest) -> PropagationRequest:
    """Return the same run with a device that every computer can choose."""
    if not address_of(request.options):
        return request
    return replace(request, options=replace(request.options, device="auto"))
