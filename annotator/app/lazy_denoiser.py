"""A denoiser that is made on first use, so that torch is imported in a worker thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import numpy as np
    from numpy.typing import NDArray

    from annotator.core.cancel import CancelToken
    from annotator.core.denoising import DenoiseOptions
    from annotator.core.proposal import RunProgress
    from annotator.core.volume import Volume
    from annotator.services.ports import Denoiser


class LazyDenoiser:
    """Stands for the denoiser that `make` returns; satisfies `services.ports.Denoiser`.

    Parameters
    ----------
    make
        Imports and builds the denoiser; called once, in the thread of the first call.
    """

    def __init__(self, make: Callable[[], Denoiser]) -> None:
        self._make = make
        self._made: Denoiser | None = None

    def _get(self) -> Denoiser:
        if self._made is None:
            self._made = self._make()
        return self._made

    def noise_level(self, volume: Volume, options: DenoiseOptions) -> float:
        """Estimate the standard deviation of the noise, in the volume's units (HU for CT)."""
        return self._get().noise_level(volume, options)

    def denoise_slice(
        self, volume: Volume, axis: int, index: int, options: DenoiseOptions
    ) -> NDArray[np.float32]:
        """Denoise one slice: float32 ``(rows, cols)`` in the volume's units."""
        return self._get().denoise_slice(volume, axis, index, options)

    def denoise_volume(
        self, volume: Volume, options: DenoiseOptions, token: CancelToken
    ) -> Iterator[RunProgress | Volume]:
        """Denoise all slices; the last item is the result, on the grid and in the type given."""
        return self._get().denoise_volume(volume, options, token)

    def device_name(self, device: str = "auto") -> str:
        """Human-readable name of the device that would be used; raises `UserError` if absent."""
        return self._get().device_name(device)

    def model_names(self) -> list[str]:
        """Installed models that can denoise, default first."""
        return self._get().model_names()
