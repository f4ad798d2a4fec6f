"""A worker's side of a run that a window lets a cluster do.

The window makes one `RunHost` on a worker and asks it for news until the run has ended. It keeps
image and networks, so that what was learned is there when the next run comes.
"""

from __future__ import annotations

import logging
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec

import annotator
from annotator.app.cluster_wire import SentEnd, SentRequest, pack_news, unpack_volume
from annotator.core.cancel import CancelToken
from annotator.core.errors import UserError
from annotator.io.session_record import request_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotator.core.proposal import IterationResult, RunProgress
    from annotator.core.volume import Volume
    from annotator.io.session_record import RunRecord
    from annotator.services.ports import Propagator

    Steps = Iterator[IterationResult | RunProgress]

log = logging.getLogger(__name__)

KEPT_VOLUMES = 2
"""The original, and a denoised one."""

TOGETHER_S = 0.1
"""News of so much time are sent at once."""


class RunHost:
    """Does the runs of one window; arguments and answers are plain bytes."""

    def __init__(self) -> None:
        self._volumes: dict[str, Volume] = {}
        self._propagator: Propagator | None = None
        self._steps: Steps | None = None

    def has(self, content_id: str) -> bool:
        """Whether an image was sent before."""
        return content_id in self._volumes

    def take(self, packed: bytes) -> None:
        """Keep an image; the oldest one is dropped."""
        volume = unpack_volume(packed)
        self._volumes[volume.content_id] = volume
        while len(self._volumes) > KEPT_VOLUMES:
            del self._volumes[next(iter(self._volumes))]

    def begin(self, packed: bytes) -> str:
        """Begin a run; returns why that is not possible, "" if it is."""
        self.stop()
        sent = msgspec.msgpack.decode(packed, type=SentRequest)
        try:
            self._steps = self._start(sent)
        except UserError as error:
            return str(error)
        return ""

    def more(self) -> bytes:
        """Go on with the run for a moment; returns what came, at last a `SentEnd`."""
        if self._steps is None:
            raise RuntimeError("no run was begun here")
        found: list[IterationResult | RunProgress | SentEnd] = []
        started = time.monotonic()
        try:
            while not found or time.monotonic() - started < TOGETHER_S:
                found.append(next(self._steps))
        except StopIteration:
            found.append(self._end())
        except UserError as error:
            found.append(self._end(str(error)))
        except Exception as error:
            log.exception("a run failed")
            found.append(self._end(f"{type(error).__name__}: {error}"))
        return pack_news(found)

    def stop(self) -> None:
        """Leave the run where it is."""
        self._steps = None

    def forget(self) -> None:
        """Drop what was learned."""
        self.stop()
        if self._propagator is not None:
            self._propagator.forget()

    def _start(self, sent: SentRequest) -> Steps:
        if self._propagator is None:
            from annotator.app.model_folders import open_model_store
            from annotator.inference.catnet.propagator import CatNetPropagator

            self._propagator = CatNetPropagator(open_model_store(None))
        request = request_of(sent.record, self._volumes[sent.record.content])
        request = replace(request, previews=sent.previews, done=frozenset(sent.done))
        _check(sent.record, self._propagator.model_of(request.options))
        token = CancelToken()
        if sent.kind == "learn":
            return self._propagator.learn(request, token)
        return self._propagator.propagate(request, token)

    def _end(self, problem: str = "") -> SentEnd:
        self._steps = None
        arithmetic = {} if self._propagator is None else self._propagator.arithmetic()
        return SentEnd(problem, arithmetic)


def _check(record: RunRecord, model: tuple[str, str]) -> None:
    """Raise `UserError` unless this worker would compute what the one that asks would."""
    if annotator.__version__ != record.program:
        raise UserError(
            f"its worker runs version {annotator.__version__}, not {record.program}; install the "
            "same version everywhere"
        )
    if model != (record.model, record.model_sha256):
        raise UserError(
            f"its worker has another model called {record.model or 'none'}; install the same one "
            "everywhere"
        )
