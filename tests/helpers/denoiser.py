"""A denoiser whose answers are known, for tests."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import numpy as np

from annotator.core.proposal import RunProgress
from annotator.core.volume import Volume

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from annotator.core.cancel import CancelToken
    from annotator.core.denoising import DenoiseOptions

NOISE = 24.0
STEP = 100


class AddingDenoiser:
    """Adds 100 times the strength to every value, so that original and result are told apart."""

    def __init__(self) -> None:
        self.error: Exception | None = None
        self.slices: list[tuple[int, int, float | None]] = []

    def noise_level(self, volume: Volume, options: DenoiseOptions) -> float:
        return NOISE

    def denoise_slice(
        self, volume: Volume, axis: int, index: int, options: DenoiseOptions
    ) -> NDArray[np.float32]:
        self.slices.append((axis, index, options.strength))
        if self.error is not None:
            raise self.error
        plane = np.moveaxis(volume.voxels, axis, 0)[index]
        return plane.astype(np.float32) + added(options)

    def denoise_volume(
        self, volume: Volume, options: DenoiseOptions, token: CancelToken
    ) -> Iterator[RunProgress | Volume]:
        for done in range(len(volume.voxels)):
            self.before_slice(token)
            yield RunProgress(done + 1, len(volume.voxels), "Denoising slices")
        if self.error is not None:
            raise self.error
        voxels = (volume.voxels + added(options)).astype(volume.voxels.dtype)
        provenance = f"adder, strength {options.strength or 1:g}"
        yield Volume(voxels, volume.geometry, volume.modality, volume.source, provenance)

    def before_slice(self, token: CancelToken) -> None:
        """Called before each slice of a whole volume."""

    def device_name(self, device: str = "auto") -> str:
        return "CPU"

    def model_names(self) -> list[str]:
        return ["adder"]


class SteppedDenoiser(AddingDenoiser):
    """Works on at a whole volume only when a test lets it."""

    def __init__(self) -> None:
        super().__init__()
        self.go = threading.Semaphore(0)

    def before_slice(self, token: CancelToken) -> None:
        while not self.go.acquire(timeout=0.01):
            token.raise_if_cancelled()


def added(options: DenoiseOptions) -> int:
    """What is added to every value."""
    return round(STEP * (1.0 if options.strength is None else options.strength))
