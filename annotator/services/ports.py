"""What the services need from the outside: protocols that `annotator.app` fills in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotator.core.cancel import CancelToken
    from annotator.core.patch import Edit
    from annotator.core.proposal import IterationResult, RunProgress
    from annotator.core.support import PropagationRequest
    from annotator.core.volume import Volume


class EditSink(Protocol):
    """Takes finished edits; the window's undo stack, or a list in tests."""

    def push(self, edit: Edit) -> None:
        """Keep an edit whose changes are already in the label map."""


class Propagator(Protocol):
    """Fills query slices from support slices."""

    def prepare(
        self, volume: Volume, axis: int, token: CancelToken, device: str = "auto"
    ) -> Iterator[RunProgress]:
        """Encode the slices of a volume ahead of a run."""

    def propagate(
        self, request: PropagationRequest, token: CancelToken
    ) -> Iterator[IterationResult | RunProgress]:
        """Run; yields every slice after every iteration, and progress in between."""

    def device_name(self, device: str = "auto") -> str:
        """Human-readable name of the device a run would use; raises `UserError` if absent."""

    def model_names(self) -> list[str]:
        """Installed models that can propagate, default first."""
