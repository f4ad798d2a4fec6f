"""A propagator that is made on first use, so that torch is imported in the inference thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from annotator.core.cancel import CancelToken
    from annotator.core.proposal import IterationResult, RunProgress
    from annotator.core.run_options import RunOptions
    from annotator.core.support import PropagationRequest
    from annotator.core.volume import Volume
    from annotator.services.ports import Propagator


class LazyPropagator:
    """Stands for the propagator that `make` returns; satisfies `services.ports.Propagator`.

    Parameters
    ----------
    make
        Imports and builds the propagator; called once, in the thread of the first call.
    """

    def __init__(self, make: Callable[[], Propagator]) -> None:
        self._make = make
        self._made: Propagator | None = None

    def _get(self) -> Propagator:
        if self._made is None:
            self._made = self._make()
        return self._made

    def prepare(
        self, volume: Volume, axis: int, options: RunOptions, token: CancelToken
    ) -> Iterator[RunProgress]:
        """Encode the slices of a volume ahead of a run with these options."""
        return self._get().prepare(volume, axis, options, token)

    def learn(self, request: PropagationRequest, token: CancelToken) -> Iterator[RunProgress]:
        """Adapt to the painted slices ahead of a run; what is left half done is gone on with."""
        return self._get().learn(request, token)

    def forget(self) -> None:
        """Drop what was learned of painted slices."""
        self._get().forget()

    def propagate(
        self, request: PropagationRequest, token: CancelToken
    ) -> Iterator[IterationResult | RunProgress]:
        """Run; yields every slice after every iteration, and progress in between."""
        return self._get().propagate(request, token)

    def device_name(self, device: str = "auto") -> str:
        """Human-readable name of the device a run would use; raises `UserError` if absent."""
        return self._get().device_name(device)

    def model_names(self) -> list[str]:
        """Installed models that can propagate, default first."""
        return self._get().model_names()
