"""Denoising slices and whole volumes with GRL."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import torch
from cachetools import LRUCache

from annotator.core.denoising import estimate_noise, slice_axis, value_scale
from annotator.core.errors import UserError
from annotator.core.proposal import RunProgress
from annotator.core.texts import tr
from annotator.core.volume import Volume
from annotator.inference.devices import choose_device, describe_device, free_memory
from annotator.inference.manifests import GrlManifest
from annotator.inference.model_store import load_network
from annotator.inference.tiling import run_tiled
from annotator.nets.grl.network import GRL
from annotator.nets.grl.slice_denoiser import SliceDenoiser, can_denoise

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from numpy.typing import NDArray

    from annotator.core.cancel import CancelToken
    from annotator.core.denoising import DenoiseOptions, Kind, ValueScale
    from annotator.inference.model_store import Model, ModelStore

TILE, OVERLAP = 512, 64
"""Slices with a longer side go in tiles, pixels."""

BATCH_PIXELS = 2**18
"""Pixels that are denoised at once; one slice at least."""

FLOOR = 0.2
"""MR signal below this share of the noise level cannot be told from none."""

KEPT_LEVELS = 16
"""Volumes whose scale and noise level are remembered."""


class _Measured(NamedTuple):
    """What is known of a volume as a modality."""

    scale: ValueScale
    noise: float


class GrlDenoiser:
    """Takes the noise out of slices and volumes.

    Satisfies `annotator.services.ports.Denoiser`. Used from one thread at a time.

    Parameters
    ----------
    store
        Installed models.
    """

    def __init__(self, store: ModelStore) -> None:
        self._store = store
        self._measured: LRUCache[Hashable, _Measured] = LRUCache(KEPT_LEVELS)
        self._loaded: _Loaded | None = None

    def device_name(self, device: str = "auto") -> str:
        """Human-readable name of the device that would be used; raises `UserError` if absent."""
        return describe_device(choose_device(device))

    def model_names(self) -> list[str]:
        """Installed models that can denoise, default first."""
        return [model.name for model in self._models()]

    def noise_level(self, volume: Volume, options: DenoiseOptions) -> float:
        """Estimate the standard deviation of the noise, in the volume's units (HU for CT)."""
        return self._measure(volume, options.kind(volume)).noise

    def denoise_slice(
        self, volume: Volume, axis: int, index: int, options: DenoiseOptions
    ) -> NDArray[np.float32]:
        """Denoise one slice: float32 ``(rows, cols)`` in the volume's units.

        Raises
        ------
        UserError
            If there is no model for the modality or no such device, or memory runs out.
        """
        work = self._begin(volume, options)
        stack = _slices(volume, axis, index, index + 1)
        try:
            clean = work.run(stack)
        except (torch.OutOfMemoryError, MemoryError):
            work.loaded.to_cpu()
            return self.denoise_slice(volume, axis, index, replace(options, device="cpu"))
        result: NDArray[np.float32] = clean[0]
        return result

    def denoise_volume(
        self, volume: Volume, options: DenoiseOptions, token: CancelToken
    ) -> Iterator[RunProgress | Volume]:
        """Denoise all slices across the axis with the thickest ones.

        Yields
        ------
        RunProgress or Volume
            Progress after each batch, then the result, on the grid and in the type of `volume`.

        Raises
        ------
        UserError
            If there is no model for the modality or no such device, or memory runs out.
        Cancelled
            When the token asks for it, between batches.
        """
        work = self._begin(volume, options)
        axis = slice_axis(volume)
        result = np.empty_like(volume.voxels)
        target = np.moveaxis(result, axis, 0)
        total, pixels = len(target), target[0].size
        limits = float(volume.voxels.min()), float(volume.voxels.max())
        done, batch = 0, max(1, BATCH_PIXELS // pixels)
        yield RunProgress(0, total, tr("Denoising slices"))
        while done < total:
            token.raise_if_cancelled()
            stop = min(total, done + batch)
            try:
                clean = work.run(_slices(volume, axis, done, stop))
            except (torch.OutOfMemoryError, MemoryError):
                free_memory(work.loaded.device)
                if batch > 1:
                    batch //= 2
                else:
                    yield RunProgress(done, total, work.loaded.to_cpu(), important=True)
                continue
            np.clip(clean, *limits, out=clean)
            target[done:stop] = clean if result.dtype.kind == "f" else np.rint(clean)
            done = stop
            yield RunProgress(done, total, tr("Denoising slices"))
        yield Volume(
            result, volume.geometry, volume.modality, volume.source, work.provenance(options)
        )

    def _begin(self, volume: Volume, options: DenoiseOptions) -> _Work:
        kind = options.kind(volume)
        measured = self._measure(volume, kind)
        device = choose_device(options.device)
        model = self._choose(options.model, kind)
        if self._loaded is None or self._loaded.model != model:
            self._loaded = _Loaded(model)
        self._loaded.to(device)
        strength = 1.0 if options.strength is None else options.strength
        return _Work(self._loaded, kind, measured, strength)

    def _measure(self, volume: Volume, kind: Kind) -> _Measured:
        key = (volume.content_id, kind)
        if key not in self._measured:
            scale = value_scale(volume.voxels, kind)
            noise = estimate_noise(volume.voxels, kind, slice_axis(volume))
            self._measured[key] = _Measured(scale, noise)
        return self._measured[key]

    def _models(self) -> list[Model]:
        return [
            model
            for model in self._store.models("grl")
            if can_denoise(model.manifest_as(GrlManifest).config)
        ]

    def _choose(self, name: str | None, kind: Kind) -> Model:
        """Return the model of that name, or the first one for the modality."""
        if name is not None:
            model = self._store.get(name, "grl")
            if model.name not in self.model_names():
                raise UserError(
                    tr("The model {name} is not for gray-level images; choose another.", name=name)
                )
            return model
        for model in self._models():
            if model.manifest_as(GrlManifest).input.modality == kind:
                return model
        raise UserError(
            tr(
                "No denoiser for {modality} is installed; name a model, or train one with "
                "'annotator train denoiser'.",
                modality=kind.upper(),
            )
        )


class _Loaded:
    """A network on a device."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.device = torch.device("cpu")
        self.network = SliceDenoiser(load_network(model, GRL)).eval().requires_grad_(False)

    def to(self, device: torch.device) -> None:
        """Move to a device."""
        if device != self.device:
            self.device = device
            self.network.to(device)

    def to_cpu(self) -> str:
        """Go on on the CPU after the device ran out of memory; raises if it is the CPU."""
        if self.device.type == "cpu":
            raise UserError(
                tr(
                    "This computer has too little free memory for denoising; close other programs. "
                    "Nothing was changed."
                )
            )
        device = describe_device(self.device)
        text = tr("{device} is out of memory: going on on the CPU", device=device)
        free_memory(self.device)
        self.to(torch.device("cpu"))
        return text


class _Work(NamedTuple):
    """What it takes to denoise slices of a volume."""

    loaded: _Loaded
    kind: Kind
    measured: _Measured
    strength: float

    def run(self, slices: NDArray[Any]) -> NDArray[np.float32]:
        """Denoise ``(N, rows, cols)``; with strength 0 the values are kept exactly."""
        if self.strength == 0 or self.measured.noise == 0:
            return slices.astype(np.float32)
        scale, network = self.measured.scale, self.loaded.network
        images = torch.from_numpy(scale.normalise(slices))[:, None].to(self.loaded.device)
        if network.takes_level:
            clean = self._tiled(images, self._level())
            if self.kind == "mr":  # so that air, which is never negative, becomes black again
                clean = (clean.clamp_min(0).square() - (FLOOR * self._level()) ** 2).clamp_min(0)
                clean = clean.sqrt()
        else:  # a network for one level: the strength says how much of its change is taken
            shift, width = (2.0, 4.0) if self.kind == "ct" else (0.0, 1.0)  # it sees 0 to 1
            restored = self._tiled((images + shift) / width, 0.0) * width - shift
            clean = images + self.strength * (restored - images)
        return scale.restore(clean[:, 0].cpu().numpy())

    def _level(self) -> float:
        highest = self.loaded.model.manifest_as(GrlManifest).input.highest_level
        return min(highest, self.strength * self.measured.noise / self.measured.scale.unit)

    def _tiled(self, images: torch.Tensor, level: float) -> torch.Tensor:
        def network(tiles: torch.Tensor) -> torch.Tensor:
            levels = tiles.new_full((len(tiles),), level)
            clean: torch.Tensor = self.loaded.network(tiles, levels)
            return clean

        return run_tiled(network, images, tile=TILE, overlap=OVERLAP)

    def provenance(self, options: DenoiseOptions) -> str:
        """How the result came about."""
        unit = " HU" if self.kind == "ct" else ""
        model, noise = self.loaded.model.name, self.measured.noise
        if options.strength is None:
            return tr(
                "GRL {model}, strength automatic, noise {noise:.3g}{unit}",
                model=model,
                noise=noise,
                unit=unit,
            )
        return tr(
            "GRL {model}, strength {strength:g}, noise {noise:.3g}{unit}",
            model=model,
            strength=options.strength,
            noise=noise,
            unit=unit,
        )


def _slices(volume: Volume, axis: int, start: int, stop: int) -> NDArray[Any]:
    """Slices ``(N, rows, cols)`` of a volume."""
    found: NDArray[Any] = np.moveaxis(volume.voxels, axis, 0)[start:stop]
    return found
