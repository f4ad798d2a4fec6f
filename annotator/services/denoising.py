"""Denoised slices and volumes of the current document, computed beside everything else."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from psygnal import Signal

from annotator.core.denoising import DenoiseOptions
from annotator.core.errors import UserError
from annotator.core.proposal import RunProgress
from annotator.core.texts import tr
from annotator.core.volume import Volume
from annotator.services.jobs import TERMINAL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from annotator.core.cancel import CancelToken
    from annotator.services.jobs import Job, JobEvent, Runner
    from annotator.services.ports import Denoiser

    Values = NDArray[np.float32] | NDArray[np.int16]

KEPT_SLICES = 24
AUTOMATIC = DenoiseOptions()


@dataclass(frozen=True, slots=True, eq=False)
class DenoisedSlice:
    """One slice, float32 ``(rows, cols)`` in the volume's units, and what it was made with."""

    axis: int
    index: int
    options: DenoiseOptions
    values: NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class DenoisedVolume:
    """A whole denoised volume, on the grid and in the type of the original.

    Attributes
    ----------
    volume
        The result; its `provenance` names model and strength.
    options
        What was asked for.
    made
        When it was finished.
    """

    volume: Volume
    options: DenoiseOptions
    made: datetime

    @property
    def provenance(self) -> str:
        """Model, strength and date in one line."""
        return f"{self.volume.provenance}, {self.made:%Y-%m-%d %H:%M}"

    def slice(self, axis: int, index: int) -> Values:
        """One slice ``(rows, cols)``."""
        values: Values = np.moveaxis(self.volume.voxels, axis, 0)[index]
        return values


@dataclass(frozen=True, slots=True)
class _Noise:
    level: float


@dataclass(frozen=True, slots=True)
class _Task:
    """What is being denoised: a slice ``(axis, index, options)``, or None for the volume."""

    slice: tuple[int, int, DenoiseOptions] | None


class DenoiseService:
    """Denoises the slice in view and, on request, the whole volume; the original never changes.

    Signals are emitted in the thread in which the runner's events are heard, the GUI thread. A
    whole volume is not interrupted by slices: those wait until it is done.

    Parameters
    ----------
    runner
        A runner of its own.
    denoiser
        Gives what does the work; called in the runner's thread, where it may take a while.
    now
        Date and time.

    Attributes
    ----------
    options
        What slices and volumes are made with from now on.
    noise
        Standard deviation found in the volume's units, None while it is unknown.
    result
        The denoised volume, if there is one.
    """

    noise_found = Signal(float)  # standard deviation in the volume's units
    slice_ready = Signal(int, int)  # axis, index
    progress = Signal(RunProgress)
    volume_ready = Signal(DenoisedVolume)
    ended = Signal(str)  # the whole volume is done or cancelled
    failed = Signal(str)

    def __init__(
        self,
        runner: Runner,
        denoiser: Callable[[], Denoiser],
        now: Callable[[], datetime] = datetime.now,
    ) -> None:
        self._runner = runner
        self._denoiser = denoiser
        self._now = now
        self._source: Volume | None = None
        self.options = AUTOMATIC
        self._slices: OrderedDict[tuple[int, int, DenoiseOptions], DenoisedSlice] = OrderedDict()
        self._task: _Task | None = None
        self._job: Job | None = None
        self.noise: float | None = None
        self.result: DenoisedVolume | None = None

    @property
    def running(self) -> bool:
        """Whether a whole volume is being denoised."""
        return self._task is not None and self._task.slice is None

    @property
    def working(self) -> bool:
        """Whether a slice is being denoised."""
        return self._task is not None and self._task.slice is not None

    def set_volume(self, volume: Volume | None) -> None:
        """Take another original; all that was made of the one before is dropped."""
        self._task = None
        if self._job is not None:
            self._job.drop()
        self._source = volume
        self._slices.clear()
        self.noise = self.result = None

    def drop_result(self) -> None:
        """Forget the denoised volume."""
        self.result = None

    def values(self, axis: int, index: int) -> Values | None:
        """Denoised slice made with the current options, None if there is none yet."""
        if self.result is not None and self.result.options == self.options:
            return self.result.slice(axis, index)
        kept = self._slices.get((axis, index, self.options))
        return None if kept is None else kept.values

    def earlier_values(self, axis: int, index: int) -> Values | None:
        """Denoised slice made with other options, the newest; None if there is none."""
        for kept in reversed(self._slices.values()):
            if (kept.axis, kept.index) == (axis, index):
                return kept.values
        return None if self.result is None else self.result.slice(axis, index)

    def request_slice(self, axis: int, index: int) -> None:
        """Denoise one slice in the background, unless it is there or a volume is at work."""
        wanted = (axis, index, self.options)
        if self._source is None or self.running or self.values(axis, index) is not None:
            return
        if self._task == _Task(wanted):
            return
        source, options, known = self._source, self.options, self.noise is not None

        def steps(_token: CancelToken) -> Iterator[object]:
            if not known:
                yield _Noise(self._denoiser().noise_level(source, options))
            values = self._denoiser().denoise_slice(source, axis, index, options)
            yield DenoisedSlice(axis, index, options, values)

        self._start(_Task(wanted), steps)

    def start_volume(self) -> None:
        """Denoise the whole volume in the background."""
        if self._source is None or self.running:
            return
        source, options, known = self._source, self.options, self.noise is not None

        def steps(token: CancelToken) -> Iterator[object]:
            if not known:
                yield _Noise(self._denoiser().noise_level(source, options))
            for step in self._denoiser().denoise_volume(source, options, token):
                if isinstance(step, Volume):
                    yield DenoisedVolume(step, options, self._now())
                else:
                    yield step

        self._start(_Task(None), steps)

    def cancel(self) -> None:
        """Stop what is being denoised."""
        if self._job is not None:
            self._job.cancel()

    def _start(self, task: _Task, steps: Callable[[CancelToken], Iterator[object]]) -> None:
        self._task = task
        self._job = self._runner.start(steps, partial(self._hear, task))

    def _hear(self, task: _Task, event: JobEvent) -> None:
        if task is not self._task:  # the end of a job that another one took the place of
            return
        if event.kind == "step":
            self._take(event.payload)
        elif event.kind in TERMINAL:
            self._finish(event)

    def _take(self, item: object) -> None:
        if isinstance(item, _Noise):
            self.noise = item.level
            self.noise_found.emit(item.level)
        elif isinstance(item, DenoisedSlice):
            self._slices[item.axis, item.index, item.options] = item
            if len(self._slices) > KEPT_SLICES:
                self._slices.popitem(last=False)
            self.slice_ready.emit(item.axis, item.index)
        elif isinstance(item, DenoisedVolume):
            self.result = item
            self._slices.clear()
            self.volume_ready.emit(item)
        elif isinstance(item, RunProgress):
            self.progress.emit(item)

    def _finish(self, event: JobEvent) -> None:
        was_volume = self.running
        self._task = None
        if event.kind == "failed":
            self.failed.emit(_sentence(event.payload))
        elif was_volume:
            self.ended.emit(tr("Cancelled") if event.kind == "cancelled" else "")


def _sentence(error: object) -> str:
    if isinstance(error, UserError):
        return str(error)
    return tr(
        "Denoising stopped: {kind}: {error}. The image is unchanged.",
        kind=type(error).__name__,
        error=error,
    )
