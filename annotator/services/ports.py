"""What the services need from the outside: protocols that `annotator.app` fills in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from annotator.core.cancel import CancelToken
    from annotator.core.clicks import Click
    from annotator.core.denoising import DenoiseOptions
    from annotator.core.finished import CaseSource, Prefill
    from annotator.core.inspection import Inspection
    from annotator.core.patch import Edit
    from annotator.core.proposal import IterationResult, RunProgress
    from annotator.core.run_options import RunOptions
    from annotator.core.slice_scores import PresenceScores, SliceDescriptions
    from annotator.core.support import PropagationRequest, SupportSet
    from annotator.core.volume import Volume


class OpenStroke(Protocol):
    """A stroke that has changed voxels and is not an `Edit` yet."""

    def end(self) -> Edit | None:
        """Make it an edit."""

    def abort(self) -> None:
        """Put the voxels back."""


class EditSink(Protocol):
    """Takes finished edits; the window's undo stack, or a list in tests."""

    def push(self, edit: Edit) -> None:
        """Keep an edit whose changes are already in the label map."""


class Propagator(Protocol):
    """Fills query slices from support slices."""

    def prepare(
        self, volume: Volume, axis: int, options: RunOptions, token: CancelToken
    ) -> Iterator[RunProgress]:
        """Encode the slices of a volume ahead of a run with these options."""

    def learn(self, request: PropagationRequest, token: CancelToken) -> Iterator[RunProgress]:
        """Adapt to the painted slices ahead of a run; what is left half done is gone on with."""

    def forget(self) -> None:
        """Drop what was learned of painted slices."""

    def propagate(
        self, request: PropagationRequest, token: CancelToken
    ) -> Iterator[IterationResult | RunProgress]:
        """Run; yields every slice after every iteration, and progress in between."""

    def inspect(
        self,
        request: PropagationRequest,
        label: int,
        index: int,
        token: CancelToken,
        attention: bool = False,
    ) -> Iterator[Inspection | RunProgress]:
        """Look into a run on one slice of one label; the last item is the answer.

        May be called from another thread than the rest.
        """

    def device_name(self, device: str = "auto") -> str:
        """Human-readable name of the device a run would use; raises `UserError` if absent."""

    def model_names(self) -> list[str]:
        """Installed models that can propagate, default first."""

    def arithmetic(self) -> dict[str, str]:
        """Say what results depend on to the bit, besides model and versions."""

    def model_of(self, options: RunOptions) -> tuple[str, str]:
        """Name and checksum of the model that a run with these options uses; "" for none."""


class OpenSlice(Protocol):
    """A slice on its way from clicks to a mask."""

    def expect(self, clicks: Sequence[Click]) -> None:
        """Begin to answer clicks, and return at once; `answer` will be asked for them soon."""

    def answer(self, clicks: Sequence[Click]) -> NDArray[np.bool_]:
        """Mask ``(rows, cols)`` that follows from all clicks so far."""

    @property
    def answers(self) -> Sequence[NDArray[np.bool_]]:
        """All masks that the last clicks may mean, from narrow to wide."""

    @property
    def shown(self) -> int:
        """Which of them `answer` gives, and further clicks go on from."""

    def show(self, index: int) -> None:
        """Choose another one of them."""


class SliceClicker(Protocol):
    """Segments slices from clicks, within a tenth of a second or so."""

    @property
    def name(self) -> str:
        """Name of the model that answers."""

    def open_slice(
        self,
        image: NDArray[Any],
        spacing_mm: tuple[float, float],
        extent_mm: float | None = None,
    ) -> OpenSlice:
        """Begin with a slice ``(rows, cols)``; `extent_mm` is the structure's, as far as known."""


class SliceScorer(Protocol):
    """Says what slices show, and which of them contain the structure being labelled."""

    def describe(
        self, volume: Volume, axis: int, token: CancelToken, device: str = "auto"
    ) -> Iterator[RunProgress | SliceDescriptions]:
        """Modality, region and structures of every slice; the last item holds them."""

    def presence(
        self,
        volume: Volume,
        axis: int,
        supports: SupportSet,
        token: CancelToken,
        device: str = "auto",
    ) -> Iterator[RunProgress | PresenceScores]:
        """Slices that contain a structure; the last item is the answer.

        Features of slices are kept, so that a second call for the same volume and axis is quick.
        """

    def model_names(self) -> list[str]:
        """Installed models that can classify slices, default first."""


class Denoiser(Protocol):
    """Takes the noise out of slices and volumes."""

    def noise_level(self, volume: Volume, options: DenoiseOptions) -> float:
        """Estimate the standard deviation of the noise, in the volume's units (HU for CT)."""

    def denoise_slice(
        self, volume: Volume, axis: int, index: int, options: DenoiseOptions
    ) -> NDArray[np.float32]:
        """Denoise one slice: float32 ``(rows, cols)`` in the volume's units."""

    def denoise_volume(
        self, volume: Volume, options: DenoiseOptions, token: CancelToken
    ) -> Iterator[RunProgress | Volume]:
        """Denoise all slices; the last item is the result, on the grid and in the type given."""

    def device_name(self, device: str = "auto") -> str:
        """Human-readable name of the device that would be used; raises `UserError` if absent."""

    def model_names(self) -> list[str]:
        """Installed models that can denoise, default first."""


class Prefiller(Protocol):
    """Fills a new case from finished ones."""

    def prefill(
        self,
        volume: Volume,
        sources: Sequence[CaseSource],
        options: RunOptions,
        token: CancelToken,
        painted: NDArray[np.uint8] | None = None,
    ) -> Iterator[RunProgress | Prefill]:
        """Fill a case around what is painted of it; the last item is the `Prefill`."""


class CaseLearning(Protocol):
    """Learning from the finished cases of a folder, in a process of its own."""

    def command(self, folder: Path, exclude: Sequence[str]) -> list[str]:
        """Program and arguments that learn, or go on learning, and install what helped."""

    def model(self, folder: Path) -> str | None:
        """Name of the model that learned from a folder; None if there is none."""
